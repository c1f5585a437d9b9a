package io.plantbeam.files;

import java.io.IOException;

/** An input file that cannot be read to its end. The message is a sentence that names it. */
public final class BrokenInputException extends IOException {
  private static final long serialVersionUID = 1;

  public BrokenInputException(String message, Throwable cause) {
    super(message, cause);
  }
}

package io.plantbeam.lake.rows;

import java.io.IOException;

/** A file of a lake that cannot be read; the message names it. */
public final class UnreadableFileException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * Of a file.
   *
   * @param path below the lake
   */
  public UnreadableFileException(String path, Exception cause) {
    super("%s: cannot be read: %s".formatted(path, cause.getMessage()), cause);
  }
}

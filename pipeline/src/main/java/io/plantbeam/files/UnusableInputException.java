package io.plantbeam.files;

/** {@code --inputFiles} names nothing that can be read. The message is a sentence for people. */
public final class UnusableInputException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public UnusableInputException(String message) {
    super(message);
  }

  public UnusableInputException(String message, Throwable cause) {
    super(message, cause);
  }
}

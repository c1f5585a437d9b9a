package io.plantbeam.tools.score;

/** A data set that cannot be scored; the message is a sentence that names the file and place. */
final class DatasetException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DatasetException(String message) {
    super(message);
  }

  DatasetException(String message, Throwable cause) {
    super(message, cause);
  }
}

package io.plantbeam.preflight;

/** What a job needs is not as it has to be; the message is a sentence for users. */
final class FailedCheckException extends RuntimeException {
  private static final long serialVersionUID = 1;

  FailedCheckException(String sentence) {
    super(sentence);
  }
}

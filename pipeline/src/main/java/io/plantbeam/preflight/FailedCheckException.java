package io.plantbeam.preflight;

/** What a job needs is not as it has to be; the message is a sentence for users. */
public final class FailedCheckException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public FailedCheckException(String sentence) {
    super(sentence);
  }
}

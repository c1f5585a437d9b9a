package io.plantbeam.preflight;

/** Something that a job needs is missing or unusable; the message is a sentence for users. */
public final class FailedCheckException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public FailedCheckException(String sentence) {
    super(sentence);
  }
}

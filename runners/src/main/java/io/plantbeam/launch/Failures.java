package io.plantbeam.launch;

/** What failed, in a sentence. */
public final class Failures {
  private Failures() {}

  /** The innermost message: engines wrap what a step throws several times. */
  public static String sentence(Throwable failure) {
    Throwable root = failure;
    String message = null;
    while (root != null) {
      if (root.getMessage() != null) {
        message = root.getMessage();
      }
      root = root.getCause();
    }
    return message == null ? failure.getClass().getName() : message;
  }
}

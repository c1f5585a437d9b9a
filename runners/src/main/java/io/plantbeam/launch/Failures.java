package io.plantbeam.launch;

import java.util.Objects;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.util.UserCodeException;

/** What failed, in a sentence. */
public final class Failures {
  private Failures() {}

  /**
   * What a step threw, of which engines wrap the outside and which itself may wrap what it met; the
   * innermost message where no step threw.
   */
  public static String sentence(Throwable failure) {
    Throwable thrown = null;
    Throwable innermost = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      boolean wrapper =
          cause instanceof UserCodeException || cause instanceof PipelineExecutionException;
      if (wrapper && cause.getCause() != null) {
        thrown = cause.getCause();
      }
      if (cause.getMessage() != null) {
        innermost = cause;
      }
    }
    Throwable found = thrown == null ? innermost : thrown;
    while (found.getCause() != null
        && (found.getMessage() == null
            || found.getMessage().equals(Objects.toString(found.getCause())))) {
      found = found.getCause();
    }
    return found.getMessage() == null ? failure.getClass().getName() : found.getMessage();
  }
}

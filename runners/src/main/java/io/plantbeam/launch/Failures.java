package io.plantbeam.launch;

import java.util.Objects;
import org.apache.beam.sdk.util.UserCodeException;

/** What failed, in a sentence. */
public final class Failures {
  private Failures() {}

  private static final String OWN = "io.plantbeam.";

  /** What Flink says of a step whose state is in a savepoint, and which the job has not. */
  private static final String NOT_RESTORED = "Cannot map checkpoint/savepoint state";

  private static final String WHAT_MAY_CHANGE =
      " (Is --windowSize or --windowPeriod another than in the savepoint, or an output missing that"
          + " was there? docs/runners.md, Upgrades, lists what may change.)";

  /**
   * The cause of a failure: what the job itself said of it, or else what a step threw, of which
   * engines wrap the outside and which itself may wrap what it met; the innermost message where no
   * step threw.
   */
  public static String sentence(Throwable failure) {
    String sentence = cause(failure);
    return sentence.contains(NOT_RESTORED) ? sentence + WHAT_MAY_CHANGE : sentence;
  }

  private static String cause(Throwable failure) {
    Throwable own = null;
    Throwable ofStep = null;
    Throwable innermost = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() == null) {
        continue;
      }
      String type = type(cause);
      innermost = cause;
      if (type.startsWith(OWN)) {
        own = cause;
      }
      if (type.equals(UserCodeException.class.getName()) && cause.getCause() != null) {
        ofStep = cause.getCause();
      }
    }
    if (own != null) {
      return message(own);
    }
    Throwable found = ofStep == null ? innermost : ofStep;
    while (found.getCause() != null
        && (found.getMessage() == null
            || found.getMessage().equals(Objects.toString(found.getCause())))) {
      found = found.getCause();
    }
    String message = message(found);
    if (message == null) {
      return type(found);
    }
    // A path alone, as of a file that may not be read, is no sentence.
    return message.contains(" ") ? message : type(found).replaceFirst(".*\\.", "") + ": " + message;
  }

  /** What was thrown says, without its type, which Flink puts before it. */
  private static String message(Throwable thrown) {
    String prefix = type(thrown) + ": ";
    String message = thrown.getMessage();
    return message != null && message.startsWith(prefix)
        ? message.substring(prefix.length())
        : message;
  }

  /** The type of what was thrown, also where Flink has only kept its name. */
  private static String type(Throwable thrown) {
    return thrown.getClass().getName().equals("org.apache.flink.util.SerializedThrowable")
        ? thrown.toString().split(":", 2)[0]
        : thrown.getClass().getName();
  }
}

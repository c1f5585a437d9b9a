package io.plantbeam.elasticsearch;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import org.apache.beam.sdk.util.BackOff;
import org.apache.beam.sdk.util.BackOffUtils;
import org.apache.beam.sdk.util.FluentBackoff;
import org.apache.beam.sdk.util.Sleeper;
import org.joda.time.Duration;

/** Waits between attempts, longer each time, until a limit of all waiting is reached. */
final class Retries {
  private static final Duration FIRST_WAIT = Duration.millis(200);
  private static final Duration LONGEST_WAIT = Duration.standardSeconds(5);

  private final BackOff waits;

  Retries(Duration limit) {
    waits =
        FluentBackoff.DEFAULT
            .withInitialBackoff(FIRST_WAIT)
            .withMaxBackoff(LONGEST_WAIT)
            .withMaxCumulativeBackoff(limit)
            .backoff();
  }

  /** Whether a server that answers with this HTTP status may answer otherwise a little later. */
  static boolean isTransient(int status) {
    return status == 429 || (status >= 500 && status != 501);
  }

  /** Waits before the next attempt; returns false at once if there is to be none. */
  boolean waitForNext() {
    try {
      return BackOffUtils.next(Sleeper.DEFAULT, waits);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("interrupted while waiting"));
    }
  }
}

package io.plantbeam.preflight;

import io.plantbeam.config.Durations;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * What the checks of a job allow.
 *
 * @param time that a check may take
 * @param readers how many readers the engine starts, each of which needs a partition to read; empty
 *     where it does not matter
 * @param clockDifference how far clocks may be apart: the watermark compares event times with the
 *     clock of the machine that reads
 */
public record CheckLimits(Duration time, OptionalInt readers, Duration clockDifference) {
  /** Less than this may be the time that an answer took. */
  private static final Duration LEAST_DIFFERENCE = Duration.ofSeconds(5);

  public CheckLimits {
    clockDifference =
        clockDifference.compareTo(LEAST_DIFFERENCE) < 0 ? LEAST_DIFFERENCE : clockDifference;
  }

  /** A length of time for people, in whole seconds. */
  public static String seconds(long millis) {
    return Durations.format(Duration.ofSeconds(Math.round(Math.abs(millis) / 1000.0)));
  }
}

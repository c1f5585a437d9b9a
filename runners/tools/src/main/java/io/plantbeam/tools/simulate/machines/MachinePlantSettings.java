package io.plantbeam.tools.simulate.machines;

import io.plantbeam.config.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a plant of machines is like.
 *
 * @param seed another one gives another plant
 * @param sensors of all machines together, one series each
 * @param days how much event time is simulated; faults begin on the second day
 * @param interval between two readings of a sensor
 * @param faultSize factor of the size of spikes, drifts, noise and shifts
 */
public record MachinePlantSettings(
    long seed, int sensors, int days, Duration interval, double faultSize) {
  /** Event time of the beginning: midnight before a Monday, in UTC, which is the plant's zone. */
  public static final Instant START = Instant.parse("2026-06-01T00:00:00Z");

  static final long MINUTE = 60_000;
  static final long HOUR = 60 * MINUTE;
  static final long DAY = 24 * HOUR;

  /** A sentence for each setting that makes no plant; none where all is well. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    check(
        problems,
        "sensors",
        sensors,
        sensors >= Machine.FEWEST_SENSORS && sensors <= 10_000,
        Machine.FEWEST_SENSORS + " to 10000");
    check(problems, "days", days, days >= 2 && days <= 60, "2 to 60");
    boolean intervalFits =
        interval.compareTo(Duration.ofSeconds(1)) >= 0
            && interval.compareTo(Duration.ofMinutes(5)) <= 0;
    check(problems, "interval", Durations.format(interval), intervalFits, "1s to 5m");
    check(
        problems,
        "faultSize",
        faultSize,
        faultSize > 0 && faultSize <= 100,
        "more than 0, to 100; 1 is as documented");
    return problems;
  }

  private static void check(
      List<String> problems, String name, Object value, boolean valid, String allowed) {
    if (!valid) {
      problems.add("--%s=%s: allowed is %s.".formatted(name, value, allowed));
    }
  }

  long startMillis() {
    return START.toEpochMilli();
  }

  /** The first time after the end. */
  long endMillis() {
    return startMillis() + days * DAY;
  }

  /** The number of readings of a sensor that misses none. */
  int slots() {
    return (int) (days * DAY / interval.toMillis());
  }
}

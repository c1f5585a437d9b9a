package io.plantbeam.tools.simulate;

import io.plantbeam.config.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a simulated plant is like.
 *
 * @param start event time of the beginning
 * @param duration how much event time is simulated
 * @param interval between two messages of a sensor
 * @param dirtyShare share of messages that have something wrong with them, 0 to 1
 * @param duplicateShare share of messages that are sent twice, 0 to 1
 * @param outOfOrderShare share of messages that are sent up to {@link #MAX_DELAY} late, 0 to 1
 * @param faults how many sensors have a fault each; the kinds take turns
 * @param faultsAfter event time from the beginning in which no fault begins
 */
public record PlantSettings(
    int facilities,
    int sensors,
    Instant start,
    Duration duration,
    Duration interval,
    long seed,
    double dirtyShare,
    double duplicateShare,
    double outOfOrderShare,
    int faults,
    Duration faultsAfter) {

  /** Messages come at most this much behind later ones: less than the job's default allows. */
  public static final Duration MAX_DELAY = Duration.ofSeconds(20);

  /** With faults from the beginning on. */
  public PlantSettings(
      int facilities,
      int sensors,
      Instant start,
      Duration duration,
      Duration interval,
      long seed,
      double dirtyShare,
      double duplicateShare,
      double outOfOrderShare,
      int faults) {
    this(
        facilities,
        sensors,
        start,
        duration,
        interval,
        seed,
        dirtyShare,
        duplicateShare,
        outOfOrderShare,
        faults,
        Duration.ZERO);
  }

  /** Two facilities with 200 sensors, an hour, 20 faults. */
  public static PlantSettings defaults() {
    return new PlantSettings(
        2,
        200,
        Instant.parse("2026-01-01T00:00:00Z"),
        Duration.ofHours(1),
        Duration.ofSeconds(10),
        1,
        0.002,
        0.002,
        0.01,
        20);
  }

  /** A sentence for each setting that makes no plant; none where all is well. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    check(problems, "facilities", facilities, facilities >= 1 && facilities <= 1000, "1 to 1000");
    check(problems, "sensors", sensors, sensors >= 1 && sensors <= 1_000_000, "1 to 1000000");
    boolean isEventTime =
        !start.isBefore(Instant.EPOCH) && start.isBefore(Instant.parse("9000-01-01T00:00:00Z"));
    check(problems, "start", start, isEventTime, "a time in the years 1970 to 8999");
    boolean durationFits =
        duration.compareTo(Duration.ZERO) > 0 && duration.compareTo(Duration.ofDays(3660)) <= 0;
    check(problems, "duration", Durations.format(duration), durationFits, "1ms to 3660d");
    boolean intervalFits =
        interval.compareTo(Duration.ZERO) > 0 && interval.compareTo(Duration.ofDays(1)) <= 0;
    check(problems, "interval", Durations.format(interval), intervalFits, "1ms to 1d");
    checkShare(problems, "dirty", dirtyShare);
    checkShare(problems, "duplicates", duplicateShare);
    checkShare(problems, "outOfOrder", outOfOrderShare);
    check(
        problems,
        "faults",
        faults,
        faults >= 0 && faults <= sensors,
        "0 to the number of sensors, %d".formatted(sensors));
    check(
        problems,
        "faultsAfter",
        Durations.format(faultsAfter),
        faultsAfter.isZero() || (!faultsAfter.isNegative() && faultsAfter.compareTo(duration) < 0),
        "0s to less than the duration, " + Durations.format(duration));
    return problems;
  }

  private static void checkShare(List<String> problems, String name, double share) {
    check(problems, name, share, share >= 0 && share <= 1, "a share from 0 to 1");
  }

  private static void check(
      List<String> problems, String name, Object value, boolean valid, String allowed) {
    if (!valid) {
      problems.add("--%s=%s: allowed is %s.".formatted(name, value, allowed));
    }
  }
}

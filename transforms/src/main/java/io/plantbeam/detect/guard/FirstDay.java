package io.plantbeam.detect.guard;

/** On its first day little of a series is known. */
final class FirstDay {
  static final double DAY_MILLIS = 24 * 3_600_000.0;

  private static final double MORE = 2;

  private FirstDay() {}

  /** So many thresholds an anomaly must exceed: 3 at first, 1 after a day. */
  static double factor(long ageMillis) {
    return 1 + MORE * Math.max(0, 1 - ageMillis / DAY_MILLIS);
  }
}

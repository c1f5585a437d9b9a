package io.plantbeam.detect.reading;

/** Arithmetic that stays finite, whatever finite reading comes. */
public final class Magnitude {
  private static final double MOST = 1e100;

  /** The least standard deviation that anything is divided by. */
  private static final double LEAST_DEVIATION = 1e-9;

  private Magnitude() {}

  /** The value, or the nearest whose square and whose sums with others are finite. */
  public static double bounded(double value) {
    return Math.max(-MOST, Math.min(MOST, value));
  }

  /** A standard deviation of at least a fraction of the level around which values lie. */
  public static double deviation(double deviation, double level, double floor) {
    return Math.max(LEAST_DEVIATION, Math.max(deviation, floor * Math.abs(level)));
  }

  /** A figure that is not negative on a scale from 0 to 1 that has its threshold at 0.5. */
  public static double raw(double figure, double threshold) {
    return 1 / (1 + threshold / figure);
  }
}

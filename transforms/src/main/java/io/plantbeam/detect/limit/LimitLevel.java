package io.plantbeam.detect.limit;

import io.plantbeam.model.AlarmLimits;
import io.plantbeam.model.Severity;

/** The state of a series by its alarm limits. The order is part of the coder. */
enum LimitLevel {
  NORMAL(null, null, 0),
  LOW_LOW(Severity.CRITICAL, "low-low", -2),
  LOW(Severity.HIGH, "low", -1),
  HIGH(Severity.HIGH, "high", 1),
  HIGH_HIGH(Severity.CRITICAL, "high-high", 2);

  private static final LimitLevel[] VALUES = values();

  private final Severity severity;
  private final String label;
  private final int out;

  LimitLevel(Severity severity, String label, int out) {
    this.severity = severity;
    this.label = label;
    this.out = out;
  }

  static LimitLevel of(int ordinal) {
    return VALUES[ordinal];
  }

  /** Null of {@link #NORMAL}. */
  Severity severity() {
    return severity;
  }

  /** The name of the limit, for people; null of {@link #NORMAL}. */
  String label() {
    return label;
  }

  boolean isHigh() {
    return out > 0;
  }

  /** Whether this is further out than another level, on the same side. */
  boolean isFurtherOutThan(LimitLevel other) {
    return Integer.signum(out) == Integer.signum(other.out) && Math.abs(out) > Math.abs(other.out);
  }

  /** The limit whose alarm this is; NaN where the series has none, or of {@link #NORMAL}. */
  double limit(AlarmLimits limits) {
    return switch (this) {
      case NORMAL -> Double.NaN;
      case LOW_LOW -> limits.lowLow();
      case LOW -> limits.low();
      case HIGH -> limits.high();
      case HIGH_HIGH -> limits.highHigh();
    };
  }

  /** Whether a value is beyond the limit; with slack, or less than that inside of it. */
  boolean isBeyond(double value, AlarmLimits limits, double slack) {
    double limit = limit(limits);
    return isHigh() ? value > limit - slack : value < limit + slack;
  }

  /** Whether a value is further out than another on this side. */
  boolean isFurther(double value, double other) {
    return isHigh() ? value > other : value < other;
  }
}

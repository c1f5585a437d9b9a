package io.plantbeam.rollup;

import io.plantbeam.panes.ValueSums;

/** Readings of one series, of which neither the order nor the times matter. */
final class Readings {
  static final double ALERT_BELOW = 0.8;
  static final double OPTIMAL_ABOVE = 0.95;

  private final ValueSums sums;
  private long alerting;
  private long optimal;

  private Readings(ValueSums sums) {
    this.sums = sums;
  }

  /** None, for all figures. */
  static Readings none() {
    return new Readings(new ValueSums());
  }

  /** None, for the number and the mean. */
  static Readings noneForMean() {
    return new Readings(ValueSums.ofMean());
  }

  void add(double value, double quality) {
    sums.add(value, quality);
    if (quality < ALERT_BELOW) {
      alerting++;
    } else if (quality > OPTIMAL_ABOVE) {
      optimal++;
    }
  }

  /** Those with a quality that is an alert. */
  long alerting() {
    return alerting;
  }

  /** Those with the best quality. */
  long optimal() {
    return optimal;
  }

  ValueSums sums() {
    return sums;
  }
}

package io.plantbeam.detect.settings;

/** What the scores of a detector's anomalies are measured in. */
public enum ScoreScale {
  /** Its anomalies have no score. */
  NONE("none", Double.NaN),
  /** Distance from what was expected in standard deviations, from 0 upward. */
  STANDARD_DEVIATIONS("standard deviations", Double.NaN),
  /** From 0 for nothing abnormal to 1. */
  ZERO_TO_ONE("0 to 1", 0.9),
  /** The judged figure divided by its threshold, from 0 upward; an anomaly is above 1. */
  TIMES_THRESHOLD("times its threshold", 2);

  private final String label;
  private final double criticalFrom;

  ScoreScale(String label, double criticalFrom) {
    this.label = label;
    this.criticalFrom = criticalFrom;
  }

  /** From this score on an anomaly of a reading is critical; NaN where the scale does not say. */
  public double criticalFrom() {
    return criticalFrom;
  }

  /**
   * A score of a detector of readings on a scale from 0 to 1: one of {@link #ZERO_TO_ONE} itself,
   * and {@code s / (1 + s)} of one of {@link #TIMES_THRESHOLD}.
   */
  public double share(double score) {
    return this == TIMES_THRESHOLD ? score / (1 + score) : score;
  }

  /** In words, for tables. */
  public String label() {
    return label;
  }
}

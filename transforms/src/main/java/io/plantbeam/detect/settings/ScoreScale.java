package io.plantbeam.detect.settings;

/** What the scores of a detector's anomalies are measured in. */
public enum ScoreScale {
  /** Its anomalies have no score. */
  NONE("none"),
  /** Distance from what was expected in standard deviations, from 0 upward. */
  STANDARD_DEVIATIONS("standard deviations"),
  /** From 0 for nothing abnormal to 1. */
  ZERO_TO_ONE("0 to 1");

  private final String label;

  ScoreScale(String label) {
    this.label = label;
  }

  /** In words, for tables. */
  public String label() {
    return label;
  }
}

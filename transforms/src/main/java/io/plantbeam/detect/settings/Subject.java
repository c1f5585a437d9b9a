package io.plantbeam.detect.settings;

/** What a detector judges. */
public enum Subject {
  /** The statistics of one window of a series. */
  WINDOW("each window of a series"),
  /** The readings of a series within a minute, by the limits in the asset registry. */
  LIMITS("each minute of a series, by the registry's limits"),
  /** Each reading of a series as it arrives, by the alarm limits in the asset registry. */
  ALARMS("each reading of a series, by the registry's alarm limits"),
  /** Whether readings of a series come at all. */
  SILENCE("the time since the last reading of a series"),
  /** Each reading of a series, by those before it. */
  READING("each reading of a series"),
  /** Each reading of an asset, by those of all its series before it. */
  ASSET("each reading of an asset");

  private final String label;

  Subject(String label) {
    this.label = label;
  }

  /** In words, for tables. */
  public String label() {
    return label;
  }
}

package io.plantbeam.conformance;

/** The outputs that are compared. */
enum Output {
  WINDOW_STATS("window-stats"),
  ANOMALIES("anomalies"),
  ALERTS("alerts"),
  INCIDENTS("incidents"),
  EVENT_FRAMES("event-frames"),
  EQUIPMENT_STATE("equipment-state"),
  DEAD_LETTERS("dead-letters"),
  READINGS("readings"),
  FACILITY_METRICS("facility-metrics"),
  EQUIPMENT_HEALTH("equipment-health"),
  LINE_EFFICIENCY("line-efficiency"),
  HOURLY("hourly"),
  DEVICE_PATTERNS("device-patterns");

  private final String directory;

  Output(String directory) {
    this.directory = directory;
  }

  /** The name of its directory. */
  String directory() {
    return directory;
  }
}

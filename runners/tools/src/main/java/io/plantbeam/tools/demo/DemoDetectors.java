package io.plantbeam.tools.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The demo's settings of detectors. Its plant is too young for the detectors that alert by default,
 * which learn for hours and days, so that here those alert which compare a reading with the last
 * few.
 */
final class DemoDetectors {
  private static final String SENSOR_TYPES =
      """
      # These find much on a healthy plant; by default they write anomalies and alert nobody.
      detectors:
        zscore: { alert_from: high }
        trend: { alert_from: medium }
        stuck: { alert_from: medium }
        novelty: { alert_from: high }
      """;

  private DemoDetectors() {}

  static void writeTo(Path sensorTypes) throws IOException {
    Files.writeString(sensorTypes, SENSOR_TYPES);
  }
}

package io.plantbeam.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The settings with which the job does what {@link ReferenceJob} does. */
public final class ReferenceSettings {
  private static final String SENSOR_TYPES =
      """
      detectors:
        zscore: { alert_from: high }
        stuck: { alert_from: medium }
        novelty: { alert_from: high }
      sensor_types:
        valve_position:
          unit: percent
          detectors:
            zscore: { alert_from: never }
            trend: { alert_from: never }
            stuck: { alert_from: never }
            novelty: { alert_from: never }
      """;

  private static final String ALL_ALERT =
      """
      detectors:
        zscore: { alert_from: medium }
        trend: { alert_from: medium }
        stuck: { alert_from: medium }
        novelty: { alert_from: medium }
      """;

  private ReferenceSettings() {}

  /** Writes them into a folder, which is made, and returns the option that names them. */
  public static String option(Path folder) {
    return option(folder.resolve("reference-sensor-types.yaml"), SENSOR_TYPES);
  }

  /** The same with settings by which every anomaly of a detector that runs is worth an alert. */
  public static String allAlert(Path folder) {
    return option(folder.resolve("alerting-sensor-types.yaml"), ALL_ALERT);
  }

  private static String option(Path file, String settings) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "--sensorTypes=" + file;
  }
}

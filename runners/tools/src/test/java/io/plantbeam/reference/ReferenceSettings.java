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
      """;

  private ReferenceSettings() {}

  /** Writes them into a folder, which is made, and returns the option that names them. */
  public static String option(Path folder) {
    Path file = folder.resolve("reference-sensor-types.yaml");
    try {
      Files.createDirectories(folder);
      Files.writeString(file, SENSOR_TYPES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "--sensorTypes=" + file;
  }
}

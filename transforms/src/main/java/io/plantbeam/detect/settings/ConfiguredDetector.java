package io.plantbeam.detect.settings;

import java.io.Serializable;

/** A detector that is to run, with its parameters. */
public record ConfiguredDetector<P extends Record & DetectorParameters>(
    DetectorType<P> type, P parameters) implements Serializable {

  /** A detector with the defaults of its type. */
  public static <P extends Record & DetectorParameters> ConfiguredDetector<P> withDefaults(
      DetectorType<P> type) {
    return new ConfiguredDetector<>(type, type.defaults());
  }

  public String name() {
    return type.name();
  }
}

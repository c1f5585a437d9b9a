package io.plantbeam.detect.settings;

import java.io.Serializable;

/**
 * A detector that is to run, with its parameters.
 *
 * @param alertPolicy which of its anomalies staff are told of
 */
public record ConfiguredDetector<P extends Record & DetectorParameters>(
    DetectorType<P> type, P parameters, AlertPolicy alertPolicy) implements Serializable {

  /** A detector that alerts as its type does. */
  public ConfiguredDetector(DetectorType<P> type, P parameters) {
    this(type, parameters, type.alertPolicy());
  }

  /** A detector with the defaults of its type. */
  public static <P extends Record & DetectorParameters> ConfiguredDetector<P> withDefaults(
      DetectorType<P> type) {
    return new ConfiguredDetector<>(type, type.defaults());
  }

  public String name() {
    return type.name();
  }
}

package io.plantbeam.detect.settings;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The detectors that run for the series of one sensor type.
 *
 * @param detectors in the order in which they judge; their names differ
 */
public record DetectorSettings(List<ConfiguredDetector<?>> detectors) implements Serializable {

  public DetectorSettings {
    detectors = List.copyOf(detectors);
  }

  /** What runs of these types where settings say nothing, with the defaults. */
  public static DetectorSettings defaultsOf(List<DetectorType<?>> types) {
    List<ConfiguredDetector<?>> detectors = new ArrayList<>();
    for (DetectorType<?> type : types) {
      if (type.runsUnnamed()) {
        detectors.add(ConfiguredDetector.withDefaults(type));
      }
    }
    return new DetectorSettings(detectors);
  }

  /** The parameters of a detector; null where it does not run. */
  public <P extends Record & DetectorParameters> P parametersOf(DetectorType<P> type) {
    for (ConfiguredDetector<?> detector : detectors) {
      if (detector.name().equals(type.name())) {
        return type.parametersClass().cast(detector.parameters());
      }
    }
    return null;
  }

  /** Whether one of the detectors judges this. */
  public boolean judge(Subject subject) {
    for (ConfiguredDetector<?> detector : detectors) {
      if (detector.type().subject() == subject) {
        return true;
      }
    }
    return false;
  }
}

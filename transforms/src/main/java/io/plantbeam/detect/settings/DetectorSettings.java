package io.plantbeam.detect.settings;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  /** The detector of this name; empty where it does not run. */
  public Optional<ConfiguredDetector<?>> detector(String name) {
    for (ConfiguredDetector<?> detector : detectors) {
      if (detector.name().equals(name)) {
        return Optional.of(detector);
      }
    }
    return Optional.empty();
  }

  /** The parameters of a detector; null where it does not run. */
  public <P extends Record & DetectorParameters> P parametersOf(DetectorType<P> type) {
    return detector(type.name())
        .map(detector -> type.parametersClass().cast(detector.parameters()))
        .orElse(null);
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

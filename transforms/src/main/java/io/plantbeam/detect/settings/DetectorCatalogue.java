package io.plantbeam.detect.settings;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All detectors, and which of them run for which sensor type. */
public final class DetectorCatalogue implements Serializable {
  private final Map<String, DetectorType<?>> types;
  private final TreeMap<String, DetectorSettings> bySensorType;
  private final BySensorType<DetectorSettings> settings;

  /**
   * Takes all detectors, the settings of some sensor types, and those of all the others.
   *
   * @throws IllegalArgumentException where two detectors have one name
   */
  public DetectorCatalogue(
      List<DetectorType<?>> types,
      Map<String, DetectorSettings> bySensorType,
      DetectorSettings others) {
    this.types = new HashMap<>();
    for (DetectorType<?> type : types) {
      if (this.types.put(type.name(), type) != null) {
        throw new IllegalArgumentException("Two detectors have the name " + type.name());
      }
    }
    this.bySensorType = new TreeMap<>(bySensorType);
    this.settings = new BySensorType<>(bySensorType, others);
  }

  /** These detectors. For every sensor type those run that need not be named. */
  public static DetectorCatalogue defaultsOf(List<DetectorType<?>> types) {
    return new DetectorCatalogue(types, Map.of(), DetectorSettings.defaultsOf(types));
  }

  /**
   * The detector with this name; empty where there is none, as of an anomaly that was found before
   * a detector was removed.
   */
  public Optional<DetectorType<?>> type(String name) {
    return Optional.ofNullable(types.get(name));
  }

  public BySensorType<DetectorSettings> settings() {
    return settings;
  }

  /** The parameters of a detector, null where it does not run. */
  public <P extends Record & DetectorParameters> BySensorType<P> parametersOf(
      DetectorType<P> type) {
    return settings.map(ofSensorType -> ofSensorType.parametersOf(type));
  }

  /** Whether a detector that judges this runs, by sensor type. */
  public BySensorType<Boolean> judgedTypes(Subject subject) {
    return settings.map(ofSensorType -> ofSensorType.judge(subject));
  }

  /** Whether a detector that judges this runs for any sensor type. */
  public boolean judges(Subject subject) {
    return settings.values().anyMatch(ofSensorType -> ofSensorType.judge(subject));
  }

  /** All detectors that run, as often as there are sensor types that have them. */
  public Stream<ConfiguredDetector<?>> running() {
    return settings.values().flatMap(ofSensorType -> ofSensorType.detectors().stream());
  }

  /**
   * What is wrong between sensor types, a sentence each; empty where nothing is. A detector of
   * assets judges all channels of an asset together, so that it must be set alike in all sensor
   * types that have it.
   */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    Map<String, String> firstType = new HashMap<>();
    Map<String, ConfiguredDetector<?>> first = new HashMap<>();
    bySensorType.forEach(
        (sensorType, ofSensorType) -> {
          for (ConfiguredDetector<?> detector : ofSensorType.detectors()) {
            if (detector.type().subject() != Subject.ASSET) {
              continue;
            }
            String name = detector.name();
            ConfiguredDetector<?> other = first.putIfAbsent(name, detector);
            if (other != null && !other.equals(detector)) {
              problems.add(
                  "types.%s.detectors.%s differs from types.%s.detectors.%s; allowed are the same parameters, because it judges an asset's sensors of all types together."
                      .formatted(sensorType, name, firstType.get(name), name));
            }
            firstType.putIfAbsent(name, sensorType);
          }
        });
    return problems;
  }
}

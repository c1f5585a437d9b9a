package io.plantbeam.detect.settings;

import io.plantbeam.detect.reading.ReadingDetector;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The detectors' settings by sensor type. */
public final class DetectorCatalogue implements Serializable {
  /** The default settings for every sensor type. */
  public static final DetectorCatalogue DEFAULTS =
      new DetectorCatalogue(Map.of(), DetectorSettings.DEFAULTS);

  private final Map<String, DetectorSettings> bySensorType;
  private final DetectorSettings others;

  /** Takes the settings of some sensor types, and those of all the others. */
  public DetectorCatalogue(Map<String, DetectorSettings> bySensorType, DetectorSettings others) {
    this.bySensorType = Map.copyOf(bySensorType);
    this.others = others;
  }

  /** The settings for a sensor type, which may be unknown or null. */
  public DetectorSettings settingsOf(String sensorType) {
    return sensorType == null ? others : bySensorType.getOrDefault(sensorType, others);
  }

  /** Whether a sensor type, which may be unknown or null, has a reading detector of a scope. */
  public boolean judges(String sensorType, ReadingDetector.Scope scope) {
    for (ConfiguredDetector<?> detector : settingsOf(sensorType).readingDetectors()) {
      if (detector.type().scope() == scope) {
        return true;
      }
    }
    return false;
  }

  /** Whether any sensor type has a reading detector of assets. */
  public boolean judgesAssets() {
    return Stream.concat(bySensorType.values().stream(), Stream.of(others))
        .flatMap(settings -> settings.readingDetectors().stream())
        .anyMatch(detector -> detector.type().scope() == ReadingDetector.Scope.ASSET);
  }

  /** Whether any sensor type's series are watched for silence. */
  public boolean watchesSilence() {
    return others.silence().enabled()
        || bySensorType.values().stream().anyMatch(settings -> settings.silence().enabled());
  }

  /** The names of all reading detectors of all sensor types. */
  public Set<String> readingDetectorNames() {
    return Stream.concat(bySensorType.values().stream(), Stream.of(others))
        .flatMap(settings -> settings.readingDetectors().stream())
        .map(ConfiguredDetector::name)
        .collect(Collectors.toUnmodifiableSet());
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
    new TreeMap<>(bySensorType)
        .forEach(
            (sensorType, settings) -> {
              for (ConfiguredDetector<?> detector : settings.readingDetectors()) {
                if (detector.type().scope() != ReadingDetector.Scope.ASSET) {
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

package io.plantbeam.detect.settings;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All detectors, and which of them run for which sensor type. */
public final class DetectorCatalogue implements Serializable {
  private final Map<String, DetectorType<?>> types;
  private final TreeMap<String, DetectorSettings> bySensorType;
  private final DetectorSettings others;
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
    this.others = others;
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

  /**
   * Which anomalies of a detector staff are told of: as the sensor type sets it, or else as the
   * detector's type does. Of a detector that is not in the catalogue, those of severity high and
   * critical.
   *
   * @param sensorType may be null
   */
  public AlertPolicy alertPolicy(String detector, String sensorType) {
    return alertPolicy(settings.of(sensorType), detector);
  }

  /** The same of all sensor types. */
  public BySensorType<AlertPolicy> alertPolicies(String detector) {
    return settings.map(ofSensorType -> alertPolicy(ofSensorType, detector));
  }

  private AlertPolicy alertPolicy(DetectorSettings ofSensorType, String detector) {
    return ofSensorType
        .detector(detector)
        .map(ConfiguredDetector::alertPolicy)
        .or(() -> type(detector).map(DetectorType::alertPolicy))
        .orElse(AlertPolicy.FROM_HIGH);
  }

  public BySensorType<DetectorSettings> settings() {
    return settings;
  }

  /** The parameters of a detector, null where it does not run. */
  public <P extends Record & DetectorParameters> BySensorType<P> parametersOf(
      DetectorType<P> type) {
    return settings.map(ofSensorType -> ofSensorType.parametersOf(type));
  }

  /**
   * How long after its event time an anomaly of a detector can be told, by the settings of any
   * sensor type, in milliseconds of event time; see {@link DetectorParameters#heldBackMillis}.
   */
  public long heldBackMillis(String detector) {
    return running()
        .filter(running -> running.name().equals(detector))
        .mapToLong(running -> running.parameters().heldBackMillis())
        .max()
        .orElse(0);
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

  /** The settings by where they are written: of all sensor types first, then of each. */
  private Map<String, DetectorSettings> byPlace() {
    Map<String, DetectorSettings> places = new LinkedHashMap<>();
    places.put("detectors", others);
    bySensorType.forEach(
        (sensorType, ofSensorType) ->
            places.put("types." + sensorType + ".detectors", ofSensorType));
    return places;
  }

  /**
   * What is wrong between sensor types, a sentence each; empty where nothing is. A detector of
   * assets judges all channels of an asset together, so that it must be set alike in all sensor
   * types that have it.
   */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    Map<String, String> firstPlace = new HashMap<>();
    Map<String, ConfiguredDetector<?>> first = new HashMap<>();
    byPlace()
        .forEach(
            (place, settings) -> {
              for (ConfiguredDetector<?> detector : settings.detectors()) {
                if (detector.type().subject() != Subject.ASSET) {
                  continue;
                }
                String name = detector.name();
                ConfiguredDetector<?> other = first.putIfAbsent(name, detector);
                if (other != null && !other.equals(detector)) {
                  problems.add(
                      "%s.%s differs from %s.%s; allowed are the same settings, because it judges an asset's sensors of all types together."
                          .formatted(place, name, firstPlace.get(name), name));
                }
                firstPlace.putIfAbsent(name, place);
              }
            });
    return problems;
  }
}

package io.plantbeam.config;

import io.plantbeam.detect.settings.AlertPolicy;
import io.plantbeam.detect.settings.ConfiguredDetector;
import io.plantbeam.detect.settings.DetectorParameter;
import io.plantbeam.detect.settings.DetectorParameters;
import io.plantbeam.detect.settings.DetectorSettings;
import io.plantbeam.detect.settings.DetectorType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The {@code detectors} section of a sensor type, or of all of them:
 *
 * <pre>
 * detectors:
 *   zscore: {medium: 3, high: 4, critical: 5, minimum_readings: 10, deviation_floor: 0.1}
 *   trend: {slope_per_minute: 10, minimum_readings: 5}
 *   stuck: {readings: 10}
 *   threshold: {enabled: false}
 *   novelty: {alert_from: critical}
 * </pre>
 *
 * Every detector can be named, and a parameter that is missing has its default. A detector that
 * does not run everywhere runs where it is named, unless with {@code enabled: false}. {@code
 * alert_from} is the least severity of anomalies that staff are told of, or {@code never}.
 */
public final class DetectorSection {
  private static final String ENABLED = "enabled";
  private static final String ALERT_FROM = "alert_from";

  private final List<DetectorType<?>> types;
  private final DetectorSettings defaults;
  private final List<String> problems;

  private DetectorSection(
      List<DetectorType<?>> types, DetectorSettings defaults, List<String> problems) {
    this.types = types;
    this.defaults = defaults;
    this.problems = problems;
  }

  /**
   * Reads one section.
   *
   * @param section may be null
   * @param problems takes a sentence for each thing that is wrong
   * @param types the detectors that can be named
   * @param defaults what holds for all that the section does not say
   * @return the settings; to be used only where no problem was found
   */
  public static DetectorSettings read(
      YamlMap section,
      List<String> problems,
      List<DetectorType<?>> types,
      DetectorSettings defaults) {
    return section == null
        ? defaults
        : new DetectorSection(types, defaults, problems).read(section.reportingTo(problems));
  }

  private DetectorSettings read(YamlMap section) {
    int before = problems.size();
    section.only(types.stream().map(DetectorType::name).sorted().toList());
    List<String> outOfRange = new ArrayList<>();
    List<ConfiguredDetector<?>> running = new ArrayList<>();
    for (DetectorType<?> type : types) {
      configure(type, section, outOfRange, running);
    }
    if (problems.size() == before) {
      for (String problem : outOfRange) {
        String detector = problem.substring(0, problem.indexOf('.'));
        section.sentence(detector, section.pathOf(problem));
      }
    }
    return new DetectorSettings(running);
  }

  private <P extends Record & DetectorParameters> void configure(
      DetectorType<P> type,
      YamlMap section,
      List<String> outOfRange,
      List<ConfiguredDetector<?>> running) {
    P defaultParameters = defaults.parametersOf(type);
    boolean runsUnnamed = defaultParameters != null;
    if (defaultParameters == null) {
      defaultParameters = type.defaults();
    }
    YamlMap fields = fields(section, type.name(), type.defaults());
    P parameters = parameters(fields, defaultParameters);
    outOfRange.addAll(type.problems(parameters));
    Object enabled = value(fields, ENABLED, DetectorParameter.Kind.FLAG);
    AlertPolicy alertPolicy =
        fields.value(
            ALERT_FROM,
            YamlNodes.parsedBy(text -> AlertPolicy.of(text).orElse(null)),
            "allowed are never, medium, high and critical");
    if (alertPolicy == null) {
      alertPolicy =
          defaults
              .detector(type.name())
              .map(ConfiguredDetector::alertPolicy)
              .orElse(type.alertPolicy());
    }
    if (section.has(type.name()) ? !Boolean.FALSE.equals(enabled) : runsUnnamed) {
      running.add(new ConfiguredDetector<>(type, parameters, alertPolicy));
    }
  }

  /** What stands behind the name of a detector: a map, or nothing at all. */
  private static <P extends Record & DetectorParameters> YamlMap fields(
      YamlMap section, String detector, P defaults) {
    return section
        .mapOrNothing(detector)
        .only(
            Stream.concat(
                    Stream.of(ENABLED, ALERT_FROM),
                    DetectorParameter.of(defaults).stream().map(DetectorParameter::name))
                .sorted()
                .toList());
  }

  private static <P extends Record & DetectorParameters> P parameters(YamlMap fields, P defaults) {
    Map<String, Object> values = new HashMap<>();
    for (DetectorParameter parameter : DetectorParameter.of(defaults)) {
      Object value = value(fields, parameter.name(), parameter.kind());
      if (value != null) {
        values.put(parameter.name(), value);
      }
    }
    return DetectorParameter.with(defaults, values);
  }

  /** The value of a parameter; null where it is missing, or, after a problem, not of the kind. */
  private static Object value(YamlMap fields, String name, DetectorParameter.Kind kind) {
    return switch (kind) {
      case FLAG -> fields.value(name, YamlNodes::flag, "allowed are true and false");
      case NUMBER -> fields.value(name, YamlNodes::number, "allowed is a number");
      case WHOLE -> {
        Integer whole = fields.value(name, YamlNodes::whole, "allowed is a whole number");
        yield whole == null ? null : whole.longValue();
      }
      case DURATION ->
          fields.value(
              name,
              YamlNodes.parsedBy(Durations::parse),
              "allowed is a duration such as 30s or 10m");
      case TIME ->
          fields.value(
              name,
              YamlNodes.parsedBy(Instant::parse),
              "allowed is a time such as 2026-01-01T00:00:00Z");
      case WHOLES -> fields.value(name, YamlNodes::wholes, "allowed is a list of whole numbers");
    };
  }
}

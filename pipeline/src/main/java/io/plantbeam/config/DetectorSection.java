package io.plantbeam.config;

import io.plantbeam.detect.reading.ReadingDetectors;
import io.plantbeam.detect.settings.ConfiguredDetector;
import io.plantbeam.detect.settings.DetectorParameter;
import io.plantbeam.detect.settings.DetectorSettings;
import io.plantbeam.detect.settings.DetectorType;
import io.plantbeam.detect.silence.SilenceWatch;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The {@code detectors} section of a sensor type:
 *
 * <pre>
 * detectors:
 *   zscore: {medium: 3, high: 4, critical: 5, minimum_readings: 10, deviation_floor: 0.1}
 *   trend: {slope_per_minute: 10, minimum_readings: 5}
 *   stuck: {readings: 10}
 *   threshold: {enabled: false}
 * </pre>
 *
 * What is missing is as in {@link DetectorSettings#DEFAULTS}. A detector of readings that is off
 * there is on where it is named, unless with {@code enabled: false}.
 */
public final class DetectorSection {
  private static final String ENABLED = "enabled";

  private final List<DetectorType<?>> readingDetectors;
  private final List<ConfiguredDetector<?>> onByDefault;
  private final List<String> problems;

  private DetectorSection(
      List<DetectorType<?>> readingDetectors,
      List<ConfiguredDetector<?>> onByDefault,
      List<String> problems) {
    this.readingDetectors = readingDetectors;
    this.onByDefault = onByDefault;
    this.problems = problems;
  }

  /**
   * Reads one section.
   *
   * @param section may be null
   * @param problems takes a sentence for each thing that is wrong
   * @return the settings; to be used only where no problem was found
   */
  public static DetectorSettings read(YamlMap section, List<String> problems) {
    return read(
        section, problems, ReadingDetectors.ALL, DetectorSettings.DEFAULTS.readingDetectors());
  }

  /** The same with these detectors of readings, of which some are on without being named. */
  static DetectorSettings read(
      YamlMap section,
      List<String> problems,
      List<DetectorType<?>> readingDetectors,
      List<ConfiguredDetector<?>> onByDefault) {
    return new DetectorSection(readingDetectors, onByDefault, problems)
        .read(section == null ? null : section.reportingTo(problems));
  }

  private DetectorSettings read(YamlMap section) {
    DetectorSettings defaults = DetectorSettings.DEFAULTS.withReadingDetectors(onByDefault);
    if (section == null) {
      return defaults;
    }
    int before = problems.size();
    section.only(
        Stream.concat(
                Stream.of("stuck", "threshold", "trend", "zscore", SilenceWatch.NAME),
                readingDetectors.stream().map(DetectorType::name))
            .sorted()
            .toList());
    DetectorSettings settings =
        new DetectorSettings(
            parameters(section, "zscore", defaults.zscore()),
            parameters(section, "trend", defaults.trend()),
            parameters(section, "stuck", defaults.stuck()),
            parameters(section, "threshold", defaults.threshold()),
            readingDetectors(section),
            // Off unless it is named.
            parameters(
                section,
                SilenceWatch.NAME,
                defaults.silence().withEnabled(section.has(SilenceWatch.NAME))));
    if (problems.size() == before) {
      for (String problem : settings.problems()) {
        String detector = problem.substring(0, problem.indexOf('.'));
        section.sentence(detector, section.pathOf(problem));
      }
    }
    return settings;
  }

  private List<ConfiguredDetector<?>> readingDetectors(YamlMap section) {
    List<ConfiguredDetector<?>> configured = new ArrayList<>();
    for (DetectorType<?> type : readingDetectors) {
      if (section.has(type.name())) {
        configure(type, section, configured);
      } else {
        onByDefault.stream().filter(on -> on.type() == type).forEach(configured::add);
      }
    }
    return configured;
  }

  private static <P extends Record & Serializable> void configure(
      DetectorType<P> type, YamlMap section, List<ConfiguredDetector<?>> configured) {
    YamlMap fields = fields(section, type.name(), type.defaults());
    P parameters = parameters(fields, type.defaults());
    if (!Boolean.FALSE.equals(value(fields, ENABLED, DetectorParameter.Kind.FLAG))) {
      configured.add(new ConfiguredDetector<>(type, parameters));
    }
  }

  private static <P extends Record & Serializable> P parameters(
      YamlMap section, String detector, P defaults) {
    return parameters(fields(section, detector, defaults), defaults);
  }

  /** What stands behind the name of a detector: a map, or nothing at all. */
  private static <P extends Record & Serializable> YamlMap fields(
      YamlMap section, String detector, P defaults) {
    return section
        .mapOrNothing(detector)
        .only(
            Stream.concat(
                    Stream.of(ENABLED),
                    DetectorParameter.of(defaults).stream().map(DetectorParameter::name))
                .distinct()
                .sorted()
                .toList());
  }

  private static <P extends Record & Serializable> P parameters(YamlMap fields, P defaults) {
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

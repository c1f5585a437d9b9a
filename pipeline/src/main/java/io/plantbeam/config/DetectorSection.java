package io.plantbeam.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.plantbeam.detect.reading.ReadingDetectors;
import io.plantbeam.detect.settings.ConfiguredDetector;
import io.plantbeam.detect.settings.DetectorParameter;
import io.plantbeam.detect.settings.DetectorSettings;
import io.plantbeam.detect.settings.DetectorType;
import io.plantbeam.detect.silence.SilenceWatch;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
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
  private final String where;
  private final List<String> problems;

  private DetectorSection(
      List<DetectorType<?>> readingDetectors,
      List<ConfiguredDetector<?>> onByDefault,
      String where,
      List<String> problems) {
    this.readingDetectors = readingDetectors;
    this.onByDefault = onByDefault;
    this.where = where;
    this.problems = problems;
  }

  /**
   * Reads one section.
   *
   * @param section may be null or missing
   * @param where names the section in problems, for example {@code types.yaml: power.detectors}
   * @param problems takes a sentence for each thing that is wrong
   * @return the settings; to be used only where no problem was found
   */
  public static DetectorSettings read(JsonNode section, String where, List<String> problems) {
    return read(
        section,
        where,
        problems,
        ReadingDetectors.ALL,
        DetectorSettings.DEFAULTS.readingDetectors());
  }

  /** The same with these detectors of readings, of which some are on without being named. */
  static DetectorSettings read(
      JsonNode section,
      String where,
      List<String> problems,
      List<DetectorType<?>> readingDetectors,
      List<ConfiguredDetector<?>> onByDefault) {
    return new DetectorSection(readingDetectors, onByDefault, where, problems).read(section);
  }

  private DetectorSettings read(JsonNode section) {
    DetectorSettings defaults = DetectorSettings.DEFAULTS.withReadingDetectors(onByDefault);
    if (section == null || section.isMissingNode() || section.isNull()) {
      return defaults;
    }
    List<String> names =
        Stream.concat(
                Stream.of("stuck", "threshold", "trend", "zscore", SilenceWatch.NAME),
                readingDetectors.stream().map(DetectorType::name))
            .toList();
    if (!section.isObject()) {
      problem("is not a map of detectors; allowed are " + listed(names));
      return defaults;
    }
    int before = problems.size();
    onlyNames(section, "", names);
    DetectorSettings settings =
        new DetectorSettings(
            parameters(section.path("zscore"), "zscore", defaults.zscore()),
            parameters(section.path("trend"), "trend", defaults.trend()),
            parameters(section.path("stuck"), "stuck", defaults.stuck()),
            parameters(section.path("threshold"), "threshold", defaults.threshold()),
            readingDetectors(section),
            // Off unless it is named.
            parameters(
                section.path(SilenceWatch.NAME),
                SilenceWatch.NAME,
                defaults.silence().withEnabled(section.has(SilenceWatch.NAME))));
    if (problems.size() == before) {
      settings.problems().forEach(problem -> problems.add(where + "." + problem));
    }
    return settings;
  }

  private List<ConfiguredDetector<?>> readingDetectors(JsonNode section) {
    List<ConfiguredDetector<?>> configured = new ArrayList<>();
    for (DetectorType<?> type : readingDetectors) {
      if (section.has(type.name())) {
        configure(type, section.get(type.name()), configured);
      } else {
        onByDefault.stream().filter(on -> on.type() == type).forEach(configured::add);
      }
    }
    return configured;
  }

  private <P extends Record & Serializable> void configure(
      DetectorType<P> type, JsonNode node, List<ConfiguredDetector<?>> configured) {
    P parameters = parameters(node, type.name(), type.defaults());
    if (isEnabled(node, type.name())) {
      configured.add(new ConfiguredDetector<>(type, parameters));
    }
  }

  private <P extends Record & Serializable> P parameters(
      JsonNode node, String detector, P defaults) {
    List<DetectorParameter> parameters = DetectorParameter.of(defaults);
    JsonNode fields = fields(node, detector, parameters);
    Map<String, Object> values = new HashMap<>();
    for (DetectorParameter parameter : parameters) {
      JsonNode value = fields.path(parameter.name());
      if (!value.isMissingNode()) {
        Object read = value(value, parameter.kind(), "." + detector + "." + parameter.name());
        if (read != null) {
          values.put(parameter.name(), read);
        }
      }
    }
    return DetectorParameter.with(defaults, values);
  }

  private JsonNode fields(JsonNode node, String detector, List<DetectorParameter> parameters) {
    if (node.isMissingNode() || node.isNull()) {
      return MissingNode.getInstance();
    }
    if (!node.isObject()) {
      problem("." + detector + " is " + node + "; allowed is a map such as {enabled: true}");
      return MissingNode.getInstance();
    }
    onlyNames(
        node,
        "." + detector,
        Stream.concat(Stream.of(ENABLED), parameters.stream().map(DetectorParameter::name))
            .toList());
    return node;
  }

  private void onlyNames(JsonNode node, String path, Collection<String> allowed) {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!allowed.contains(name)) {
                problem(path + "." + name + " is unknown; allowed are " + listed(allowed));
              }
            });
  }

  private static String listed(Collection<String> names) {
    return String.join(", ", new TreeSet<>(names));
  }

  private boolean isEnabled(JsonNode node, String detector) {
    JsonNode value = node.path(ENABLED);
    return value.isMissingNode()
        || !Boolean.FALSE.equals(
            value(value, DetectorParameter.Kind.FLAG, "." + detector + "." + ENABLED));
  }

  /** The value of a parameter; null, after a problem, where it is not of the kind. */
  private Object value(JsonNode value, DetectorParameter.Kind kind, String place) {
    Object read =
        switch (kind) {
          case FLAG -> value.isBoolean() ? value.booleanValue() : null;
          case NUMBER -> value.isNumber() ? value.doubleValue() : null;
          case WHOLE -> isWhole(value) ? value.longValue() : null;
          case DURATION -> duration(value);
          case TIME -> time(value);
          case WHOLES -> wholes(value);
        };
    if (read == null) {
      problem(place + " is " + value + "; " + allowed(kind));
    }
    return read;
  }

  private static String allowed(DetectorParameter.Kind kind) {
    return switch (kind) {
      case FLAG -> "allowed are true and false";
      case NUMBER -> "allowed is a number";
      case WHOLE -> "allowed is a whole number";
      case DURATION -> "allowed is a duration such as 30s or 10m";
      case TIME -> "allowed is a time such as 2026-01-01T00:00:00Z";
      case WHOLES -> "allowed is a list of whole numbers";
    };
  }

  private static boolean isWhole(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToInt();
  }

  private static Duration duration(JsonNode value) {
    try {
      return Durations.parse(value.asText());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static Instant time(JsonNode value) {
    try {
      return Instant.parse(value.asText());
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static List<Integer> wholes(JsonNode value) {
    List<Integer> list = new ArrayList<>();
    for (JsonNode item : value) {
      if (!isWhole(item)) {
        return null;
      }
      list.add(item.intValue());
    }
    return value.isArray() ? list : null;
  }

  private void problem(String rest) {
    problems.add(where + (rest.startsWith(".") ? rest : " " + rest) + ".");
  }
}

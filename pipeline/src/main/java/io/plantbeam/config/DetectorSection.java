package io.plantbeam.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.plantbeam.detect.DetectorSettings;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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
 * What is missing is as in {@link DetectorSettings#DEFAULTS}.
 */
public final class DetectorSection {
  private final String where;
  private final List<String> problems;

  private DetectorSection(String where, List<String> problems) {
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
    return new DetectorSection(where, problems).read(section);
  }

  private DetectorSettings read(JsonNode section) {
    if (section == null || section.isMissingNode() || section.isNull()) {
      return DetectorSettings.DEFAULTS;
    }
    if (!section.isObject()) {
      problem("is not a map of detectors; allowed are zscore, trend, stuck and threshold");
      return DetectorSettings.DEFAULTS;
    }
    int before = problems.size();
    onlyNames(section, "", "zscore", "trend", "stuck", "threshold");
    DetectorSettings defaults = DetectorSettings.DEFAULTS;
    DetectorSettings settings =
        new DetectorSettings(
            zscore(section.path("zscore"), defaults.zscore()),
            trend(section.path("trend"), defaults.trend()),
            stuck(section.path("stuck"), defaults.stuck()),
            threshold(section.path("threshold"), defaults.threshold()));
    if (problems.size() == before) {
      settings.problems().forEach(problem -> problems.add(where + "." + problem));
    }
    return settings;
  }

  private DetectorSettings.ZScore zscore(JsonNode node, DetectorSettings.ZScore defaults) {
    JsonNode fields =
        fields(node, "zscore", "medium", "high", "critical", "minimum_readings", "deviation_floor");
    return new DetectorSettings.ZScore(
        enabled(fields, "zscore"),
        number(fields, "zscore", "medium", defaults.medium()),
        number(fields, "zscore", "high", defaults.high()),
        number(fields, "zscore", "critical", defaults.critical()),
        whole(fields, "zscore", "minimum_readings", defaults.minimumReadings()),
        number(fields, "zscore", "deviation_floor", defaults.deviationFloor()));
  }

  private DetectorSettings.Trend trend(JsonNode node, DetectorSettings.Trend defaults) {
    JsonNode fields = fields(node, "trend", "slope_per_minute", "minimum_readings");
    return new DetectorSettings.Trend(
        enabled(fields, "trend"),
        number(fields, "trend", "slope_per_minute", defaults.slopePerMinute()),
        whole(fields, "trend", "minimum_readings", defaults.minimumReadings()));
  }

  private DetectorSettings.Stuck stuck(JsonNode node, DetectorSettings.Stuck defaults) {
    JsonNode fields = fields(node, "stuck", "readings");
    return new DetectorSettings.Stuck(
        enabled(fields, "stuck"), whole(fields, "stuck", "readings", defaults.readings()));
  }

  private DetectorSettings.Threshold threshold(JsonNode node, DetectorSettings.Threshold defaults) {
    JsonNode fields = fields(node, "threshold", "readings");
    return new DetectorSettings.Threshold(
        enabled(fields, "threshold"), whole(fields, "threshold", "readings", defaults.readings()));
  }

  private JsonNode fields(JsonNode node, String detector, String... names) {
    if (node.isMissingNode() || node.isNull()) {
      return MissingNode.getInstance();
    }
    if (!node.isObject()) {
      problem("." + detector + " is " + node + "; allowed is a map such as {enabled: true}");
      return MissingNode.getInstance();
    }
    Set<String> allowed = new TreeSet<>(Set.of(names));
    allowed.add("enabled");
    onlyNames(node, "." + detector, allowed.toArray(String[]::new));
    return node;
  }

  private void onlyNames(JsonNode node, String path, String... names) {
    Set<String> allowed = new TreeSet<>(Set.of(names));
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!allowed.contains(name)) {
                problem(
                    path + "." + name + " is unknown; allowed are " + String.join(", ", allowed));
              }
            });
  }

  private boolean enabled(JsonNode fields, String detector) {
    JsonNode value = fields.path("enabled");
    if (value.isMissingNode()) {
      return true;
    }
    if (!value.isBoolean()) {
      problem("." + detector + ".enabled is " + value + "; allowed are true and false");
    }
    return value.asBoolean(true);
  }

  private double number(JsonNode fields, String detector, String name, double missing) {
    JsonNode value = fields.path(name);
    if (value.isMissingNode()) {
      return missing;
    }
    if (!value.isNumber()) {
      problem("." + detector + "." + name + " is " + value + "; allowed is a number");
      return missing;
    }
    return value.doubleValue();
  }

  private long whole(JsonNode fields, String detector, String name, long missing) {
    JsonNode value = fields.path(name);
    if (value.isMissingNode()) {
      return missing;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      problem("." + detector + "." + name + " is " + value + "; allowed is a whole number");
      return missing;
    }
    return value.longValue();
  }

  private void problem(String rest) {
    problems.add(where + (rest.startsWith(".") ? rest : " " + rest) + ".");
  }
}

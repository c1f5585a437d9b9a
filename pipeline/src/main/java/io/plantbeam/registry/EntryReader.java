package io.plantbeam.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.plantbeam.enrich.AlertThresholds;
import io.plantbeam.enrich.AlertThresholds.Bounds;
import io.plantbeam.enrich.Facility;
import io.plantbeam.enrich.Sensor;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/** The fields of one entry in, a facility or a sensor out; null where there is no id. */
final class EntryReader {
  static final String CRITICALITY = "criticality";
  static final String ALERT_THRESHOLDS = "alert_thresholds";

  private static final Set<String> BOUNDS = Set.of("low", "high");
  private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

  private final Entry entry;
  private final Problems problems;

  private EntryReader(Entry entry, Problems problems) {
    this.entry = entry;
    this.problems = problems;
  }

  static Facility facility(Entry entry, Problems problems) {
    return new EntryReader(entry, problems).facility();
  }

  static Sensor sensor(Entry entry, Problems problems) {
    return new EntryReader(entry, problems).sensor();
  }

  private Facility facility() {
    String id = id("facility_id");
    Facility facility =
        new Facility(
            id,
            text("name"),
            textOrJson("location"),
            zone(),
            text("production_line"),
            criticality());
    return id == null ? null : facility;
  }

  private Sensor sensor() {
    String id = id("sensor_id");
    Sensor sensor =
        new Sensor(
            id,
            text("facility_id"),
            text("equipment_id"),
            textOrJson("maintenance_schedule"),
            text("calibration_date"),
            thresholds(),
            criticality());
    return id == null ? null : sensor;
  }

  private String id(String field) {
    String id = text(field);
    if (id == null && !entry.fields().path(field).isContainerNode()) {
      problems.add(
          "%s has no %s; allowed is a text that is not empty.".formatted(entry.place(), field));
    }
    return id;
  }

  private String text(String field) {
    JsonNode value = entry.fields().path(field);
    if (value.isContainerNode()) {
      problem(field, value.toString(), "a text");
      return null;
    }
    return scalar(value);
  }

  private String textOrJson(String field) {
    JsonNode value = entry.fields().path(field);
    return value.isContainerNode() ? value.toString() : scalar(value);
  }

  private static String scalar(JsonNode value) {
    if (value.isMissingNode() || value.isNull() || value.asText().isBlank()) {
      return null;
    }
    return value.asText();
  }

  private String zone() {
    String zone = text("timezone");
    if (zone != null && !ZONES.contains(zone)) {
      problem("timezone", '"' + zone + '"', "an IANA time zone name, such as Europe/Berlin");
      return null;
    }
    return zone;
  }

  private double criticality() {
    JsonNode value = entry.fields().path(CRITICALITY);
    return value.isMissingNode() || value.isNull() ? 0 : number(CRITICALITY, value);
  }

  private AlertThresholds thresholds() {
    JsonNode value = entry.fields().path(ALERT_THRESHOLDS);
    if (value.isMissingNode() || value.isNull() || (value.isEmpty() && value.isObject())) {
      return AlertThresholds.NONE;
    }
    if (isBounds(value)) {
      return new AlertThresholds(bounds(ALERT_THRESHOLDS, value), Map.of());
    }
    if (!value.isObject()) {
      problemThresholds(ALERT_THRESHOLDS, value);
      return AlertThresholds.NONE;
    }
    Map<String, Bounds> byMetric = new HashMap<>();
    for (Iterator<Map.Entry<String, JsonNode>> i = value.fields(); i.hasNext(); ) {
      Map.Entry<String, JsonNode> metric = i.next();
      String path = ALERT_THRESHOLDS + "." + metric.getKey();
      if (isBounds(metric.getValue())) {
        byMetric.put(metric.getKey(), bounds(path, metric.getValue()));
      } else {
        problemThresholds(path, metric.getValue());
      }
    }
    return new AlertThresholds(Bounds.OPEN, byMetric);
  }

  /** A metric may itself be called low or high: then its value is an object. */
  private static boolean isBounds(JsonNode value) {
    return value.isObject()
        && (value.path("low").isValueNode() || value.path("high").isValueNode());
  }

  private Bounds bounds(String path, JsonNode value) {
    // What is passed over here is a bound that nobody watches: misspelt, or of a single metric.
    for (Iterator<Map.Entry<String, JsonNode>> i = value.fields(); i.hasNext(); ) {
      Map.Entry<String, JsonNode> field = i.next();
      if (!BOUNDS.contains(field.getKey())) {
        problemThresholds(path + "." + field.getKey(), field.getValue());
      }
    }
    double low = bound(path + ".low", value.path("low"));
    double high = bound(path + ".high", value.path("high"));
    if (low > high) {
      problem(
          path + ".low",
          value.path("low").asText(),
          "a number that is not above high, which is " + value.path("high").asText());
    }
    return new Bounds(low, high);
  }

  private double bound(String path, JsonNode value) {
    return value.isMissingNode() || value.isNull() ? Double.NaN : number(path, value);
  }

  private double number(String field, JsonNode value) {
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      problem(field, value.toString(), "a number");
      return Double.NaN;
    }
    return value.doubleValue();
  }

  private void problemThresholds(String path, JsonNode value) {
    problem(
        path, value.toString(), "{\"low\": number, \"high\": number}, or one such object a metric");
  }

  private void problem(String field, String value, String allowed) {
    problems.add("%s: %s is %s; allowed is %s.".formatted(entry.place(), field, value, allowed));
  }
}

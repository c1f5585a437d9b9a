package io.plantbeam.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The asset registry, from {@code facilities.ndjson} and {@code sensors.ndjson}. */
final class ReferenceRegistry {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, JsonNode> facilities = new HashMap<>();
  private final Map<String, JsonNode> sensors = new HashMap<>();

  /**
   * @param directory null for a job without a registry
   */
  static ReferenceRegistry read(Path directory) throws IOException {
    ReferenceRegistry registry = new ReferenceRegistry();
    if (directory != null) {
      read(directory.resolve("facilities.ndjson"), "facility_id", registry.facilities);
      read(directory.resolve("sensors.ndjson"), "sensor_id", registry.sensors);
    }
    return registry;
  }

  private static void read(Path file, String id, Map<String, JsonNode> entries) throws IOException {
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank()) {
        JsonNode entry = JSON.readTree(line);
        entries.put(entry.get(id).asText(), entry);
      }
    }
  }

  boolean hasSensor(String sensorId) {
    return sensors.containsKey(sensorId);
  }

  /** The message's facility, or else the sensor entry's. */
  String facilityId(String sensorId, String facilityOfMessage) {
    return facilityOfMessage != null ? facilityOfMessage : sensorText(sensorId, "facility_id");
  }

  String sensorText(String sensorId, String field) {
    return text(sensors.get(sensorId), field);
  }

  String facilityText(String facilityId, String field) {
    return text(facilityId == null ? null : facilities.get(facilityId), field);
  }

  /** What both entries add to the priority of an alert. */
  double criticality(String sensorId, String facilityId) {
    return number(sensors.get(sensorId), "criticality", 0)
        + number(facilityId == null ? null : facilities.get(facilityId), "criticality", 0);
  }

  /** The {@code low} or {@code high} threshold of a series; NaN where there is none. */
  double threshold(String sensorId, String metric, String bound) {
    JsonNode sensor = sensors.get(sensorId);
    JsonNode thresholds = sensor == null ? null : sensor.get("alert_thresholds");
    if (thresholds == null) {
      return Double.NaN;
    }
    boolean forAllMetrics = isNumber(thresholds, "low") || isNumber(thresholds, "high");
    return number(forAllMetrics ? thresholds : thresholds.get(metric), bound, Double.NaN);
  }

  private static boolean isNumber(JsonNode object, String field) {
    return object.has(field) && object.get(field).isNumber();
  }

  private static String text(JsonNode entry, String field) {
    JsonNode value = entry == null ? null : entry.get(field);
    if (value == null || value.isNull()) {
      return null;
    }
    return value.isContainerNode() ? value.toString() : value.asText();
  }

  private static double number(JsonNode entry, String field, double otherwise) {
    JsonNode value = entry == null ? null : entry.get(field);
    return value == null || !value.isNumber() ? otherwise : value.doubleValue();
  }
}

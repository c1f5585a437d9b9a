package io.plantbeam.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.reference.ReferenceResult.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The asset registry, from {@code facilities.ndjson}, {@code sensors.ndjson} and, where it is
 * there, {@code maintenance.ndjson}.
 */
final class ReferenceRegistry {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, JsonNode> facilities = new HashMap<>();
  private final List<JsonNode> maintenance = new ArrayList<>();

  /** By sensor and then by facility, which is null for an entry that names none. */
  private final Map<String, Map<String, JsonNode>> sensors = new HashMap<>();

  /**
   * @param directory null for a job without a registry
   */
  static ReferenceRegistry read(Path directory) throws IOException {
    ReferenceRegistry registry = new ReferenceRegistry();
    if (directory != null) {
      for (JsonNode entry : entries(directory.resolve("facilities.ndjson"))) {
        registry.facilities.put(text(entry, "facility_id"), entry);
      }
      for (JsonNode entry : entries(directory.resolve("sensors.ndjson"))) {
        registry
            .sensors
            .computeIfAbsent(text(entry, "sensor_id"), sensor -> new HashMap<>())
            .put(text(entry, "facility_id"), entry);
      }
      if (Files.exists(directory.resolve("maintenance.ndjson"))) {
        registry.maintenance.addAll(entries(directory.resolve("maintenance.ndjson")));
      }
    }
    return registry;
  }

  private static List<JsonNode> entries(Path file) throws IOException {
    List<JsonNode> entries = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank()) {
        entries.add(JSON.readTree(line));
      }
    }
    return entries;
  }

  /** The planned work. */
  ReferenceWork work() {
    return new ReferenceWork(maintenance, this);
  }

  /**
   * The facility's entry of a sensor, or else the one that names no facility; without a facility
   * the only entry, whatever it names. Null where there is none.
   */
  private JsonNode sensor(String sensorId, String facility) {
    Map<String, JsonNode> entries = sensors.get(sensorId);
    if (entries == null) {
      return null;
    }
    if (facility == null && entries.size() == 1) {
      return entries.values().iterator().next();
    }
    return entries.getOrDefault(facility, entries.get(null));
  }

  boolean hasSensor(Reading reading) {
    return sensor(reading.sensorId(), reading.facilityId()) != null;
  }

  /** The message's facility, or else the sensor entry's. */
  String facilityId(Reading reading) {
    return reading.facilityId() != null ? reading.facilityId() : sensorText(reading, "facility_id");
  }

  String sensorText(Reading reading, String field) {
    return text(sensor(reading.sensorId(), reading.facilityId()), field);
  }

  String facilityText(String facilityId, String field) {
    return text(facilityId == null ? null : facilities.get(facilityId), field);
  }

  /** What both entries add to the priority of an alert. */
  double criticality(String sensorId, String facilityId) {
    return number(sensor(sensorId, facilityId), "criticality", 0)
        + number(facilityId == null ? null : facilities.get(facilityId), "criticality", 0);
  }

  /** The {@code low} or {@code high} threshold of a reading's series; NaN where there is none. */
  double threshold(Reading reading, String bound) {
    JsonNode sensor = sensor(reading.sensorId(), reading.facilityId());
    JsonNode thresholds = sensor == null ? null : sensor.get("alert_thresholds");
    if (thresholds == null) {
      return Double.NaN;
    }
    boolean forAllMetrics = isNumber(thresholds, "low") || isNumber(thresholds, "high");
    return number(forAllMetrics ? thresholds : thresholds.get(reading.metric()), bound, Double.NaN);
  }

  /**
   * An alarm limit or the deadband of a reading's sensor, by its field; NaN where there is none.
   */
  double alarm(Reading reading, String field) {
    return number(sensor(reading.sensorId(), reading.facilityId()), field, Double.NaN);
  }

  /** A delay of the alarms of a reading's sensor, in microseconds; 0 where there is none. */
  long delay(Reading reading, String field) {
    String text = sensorText(reading, field);
    return text == null ? 0 : Duration.parse("PT" + text).toNanos() / 1000;
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

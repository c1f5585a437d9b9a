package io.plantbeam.tools.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * An alert or an anomaly, as the job published it.
 *
 * @param eventTimeMillis of the judged reading, or the window's end
 * @param priority NaN for an anomaly
 * @param place equipment and facility; empty where they are unknown
 * @param message what staff read; empty for an anomaly
 */
record PublishedEvent(
    String sensorId,
    String metric,
    String detector,
    String severity,
    long eventTimeMillis,
    double priority,
    String place,
    String message) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  static PublishedEvent of(JsonNode json) {
    return new PublishedEvent(
        json.path("sensor_id").asText(),
        json.path("metric").asText(),
        json.path("detector").asText(),
        json.path("severity").asText(),
        Instant.parse(json.path("event_time").asText()).toEpochMilli(),
        json.path("priority").asDouble(Double.NaN),
        place(json),
        json.path("message").asText(""));
  }

  private static String place(JsonNode json) {
    String equipment = json.path("equipment_id").asText("");
    String facility = json.path("facility_name").asText("");
    return equipment.isEmpty() || facility.isEmpty()
        ? equipment + facility
        : equipment + ", " + facility;
  }

  /**
   * Event time, severity, priority, and what staff read, in one line.
   *
   * @param incident how its incident is called
   */
  String line(String incident) {
    return "%s  %-8s %3.0f  %s %s"
        .formatted(
            time(eventTimeMillis), severity.toUpperCase(Locale.ROOT), priority, incident, message);
  }

  /** Day and time in UTC, as the demo shows event times. */
  static String time(long epochMillis) {
    return TIME.format(Instant.ofEpochMilli(epochMillis));
  }
}

package io.plantbeam.tools.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
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
 * @param reason what was seen and what was expected, in a few words
 */
record PublishedEvent(
    String sensorId,
    String metric,
    String detector,
    String severity,
    long eventTimeMillis,
    double priority,
    String place,
    String reason) {
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
        reason(json));
  }

  private static String place(JsonNode json) {
    String equipment = json.path("equipment_id").asText("");
    String facility = json.path("facility_name").asText("");
    return equipment.isEmpty() || facility.isEmpty()
        ? equipment + facility
        : equipment + ", " + facility;
  }

  private static String reason(JsonNode json) {
    if (json.path("score").isNumber()) {
      String unit = json.path("unit").asText("");
      return "%s%s, expected %s to %s"
          .formatted(
              figure(json.path("value")),
              unit.isEmpty() ? "" : " " + unit,
              figure(json.path("expected_low")),
              figure(json.path("expected_high")));
    }
    // The evidence says what was seen before it says what was expected.
    return json.path("evidence").asText().split("[,;] ", 2)[0];
  }

  private static String figure(JsonNode number) {
    return number.isNumber()
        ? new BigDecimal(number.asText()).round(new MathContext(4)).toPlainString()
        : "?";
  }

  /**
   * Event time, severity, priority, where and what, in one line.
   *
   * @param incident how its incident is called
   */
  String line(String incident) {
    return "%s  %-8s %3.0f  %s %s %s%s: %s: %s"
        .formatted(
            time(eventTimeMillis),
            severity.toUpperCase(Locale.ROOT),
            priority,
            incident,
            sensorId,
            metric,
            place.isEmpty() ? "" : " (" + place + ")",
            detector,
            reason);
  }

  /** Day and time in UTC, as the demo shows event times. */
  static String time(long epochMillis) {
    return TIME.format(Instant.ofEpochMilli(epochMillis));
  }
}

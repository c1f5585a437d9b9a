package io.plantbeam.tools.alerts;

import java.time.Instant;

/**
 * What an event of an alert says, as far as a report needs it.
 *
 * @param sequence of the event, the greatest is the alert as it is; 0 where events have none
 * @param at when the alert began
 * @param facilityId null where it is not known
 * @param equipmentId null where it is not known
 */
record AlertEvent(
    String alertId,
    long sequence,
    Instant at,
    String detector,
    String facilityId,
    String equipmentId,
    String sensorId,
    String metric) {

  /**
   * Reads an event that the job has published.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  static AlertEvent of(byte[] line) {
    JsonFields fields = JsonFields.of(line);
    Instant at = fields.timeOrNull("starts_at");
    if (at == null) {
      at = fields.timeOrNull("event_time");
    }
    if (at == null) {
      throw new IllegalArgumentException("starts_at is missing");
    }
    return new AlertEvent(
        fields.text("alert_id"),
        fields.countOrZero("sequence"),
        at,
        fields.text("detector"),
        fields.textOrNull("facility_id"),
        fields.textOrNull("equipment_id"),
        fields.text("sensor_id"),
        fields.text("metric"));
  }
}

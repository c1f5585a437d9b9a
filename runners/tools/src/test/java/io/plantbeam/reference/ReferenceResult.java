package io.plantbeam.reference;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the job has to put out. Times are microseconds since the epoch. Figures that do not exist
 * are NaN; {@code fields()} gives what is published, with null for them.
 *
 * @param sameTime readings to be archived after another of the same series and time
 * @param passedOver values of messages that are none of readings, and messages without any
 * @param readings what has to be archived, each reading once
 */
public record ReferenceResult(
    long messages,
    long duplicates,
    long sameTime,
    long passedOver,
    List<EnrichedReading> readings,
    List<DeadLetter> deadLetters,
    List<Window> windows,
    List<Anomaly> anomalies,
    List<Alert> alerts,
    List<Incident> incidents) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter FINER_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  /** What {@code summary.json} has to say. */
  public Map<String, Object> summary() {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("messages", messages);
    summary.put("archived", (long) readings.size());
    summary.put("dead_lettered", (long) deadLetters.size());
    summary.put("duplicates", duplicates);
    summary.put("passed_over", passedOver);
    summary.put("attributes_cut", 0L);
    summary.put("same_time", sameTime);
    summary.put("dropped_late", 0L);
    summary.put("late_for_limits", 0L);
    summary.put("unscored_late", 0L);
    summary.put("windows", (long) windows.size());
    summary.put("anomalies", (long) anomalies.size());
    summary.put("alerts", alerts("raised"));
    summary.put("alerts_resolved", alerts("resolved"));
    summary.put("incidents", (long) incidents.size());
    return summary;
  }

  private long alerts(String state) {
    return alerts.stream().filter(alert -> alert.state().equals(state)).count();
  }

  /** One number that a sensor measured, as parsed. */
  public record Reading(
      String sensorId,
      String metric,
      String sensorType,
      String facilityId,
      long eventTime,
      double value,
      String unit,
      double quality,
      String rangeCheck,
      String file,
      long offset,
      String attributes) {}

  /** What the registry says of a reading's facility and sensor; null or NaN where nothing. */
  public record Asset(
      String facilityName,
      String location,
      String timezone,
      String productionLine,
      String equipmentId,
      String maintenanceSchedule,
      String calibrationDate,
      double alertLow,
      double alertHigh) {}

  /**
   * A reading with what the registry adds.
   *
   * @param facilityId the message's, or else the sensor entry's
   */
  public record EnrichedReading(
      Reading reading,
      boolean assetMatched,
      String facilityId,
      int hourOfDay,
      int dayOfWeek,
      String shift,
      Asset asset) {

    /** The columns of the lake, folders included; of the file, the name without directories. */
    public Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("sensor_id", reading.sensorId);
      fields.put("metric", reading.metric);
      fields.put("timestamp", time(reading.eventTime));
      fields.put("value", figure(reading.value));
      fields.put("unit", reading.unit);
      fields.put("quality_score", figure(reading.quality));
      fields.put("range_check", reading.rangeCheck);
      fields.put("facility_name", asset.facilityName);
      fields.put("location", asset.location);
      fields.put("timezone", asset.timezone);
      fields.put("production_line", asset.productionLine);
      fields.put("equipment_id", asset.equipmentId);
      fields.put("maintenance_schedule", asset.maintenanceSchedule);
      fields.put("calibration_date", asset.calibrationDate);
      fields.put("alert_low", figure(asset.alertLow));
      fields.put("alert_high", figure(asset.alertHigh));
      fields.put("asset_matched", assetMatched);
      fields.put("hour_of_day", (long) hourOfDay);
      fields.put("day_of_week", (long) dayOfWeek);
      fields.put("shift", shift);
      fields.put("source", reading.file.substring(reading.file.lastIndexOf('/') + 1));
      fields.put("source_offset", reading.offset);
      fields.put("facility_id", facilityId == null ? "unknown" : facilityId);
      fields.put("sensor_type", reading.sensorType == null ? "unknown" : reading.sensorType);
      fields.put("date", time(reading.eventTime).substring(0, 10));
      fields.put("attributes", reading.attributes);
      return fields;
    }
  }

  /** A message or measure that was refused. */
  public record DeadLetter(String reason, String field, String file, long offset) {

    public Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("reason", reason);
      fields.put("field", field);
      fields.put("file", file);
      fields.put("offset", offset);
      return fields;
    }
  }

  /** What a series is labelled with: from its last reading, and the registry. */
  public record Labels(
      String sensorId,
      String metric,
      String sensorType,
      String unit,
      boolean assetMatched,
      String facilityId,
      String facilityName,
      String productionLine,
      String equipmentId) {}

  /** Statistics of one series in one sliding window. */
  public record Window(
      Labels labels,
      long start,
      long end,
      long count,
      double mean,
      double stddev,
      double min,
      double max,
      double lastValue,
      long lastTime,
      double slopePerMinute,
      double meanQuality) {

    public Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("sensor_id", labels.sensorId);
      fields.put("metric", labels.metric);
      fields.put("sensor_type", labels.sensorType);
      fields.put("unit", labels.unit);
      fields.put("facility_id", labels.facilityId);
      fields.put("equipment_id", labels.equipmentId);
      fields.put("production_line", labels.productionLine);
      fields.put("asset_matched", labels.assetMatched);
      fields.put("window_start", time(start));
      fields.put("window_end", time(end));
      fields.put("count", count);
      fields.put("mean", figure(mean));
      fields.put("stddev", figure(stddev));
      fields.put("min", figure(min));
      fields.put("max", figure(max));
      fields.put("last_value", figure(lastValue));
      fields.put("last_time", time(lastTime));
      fields.put("slope_per_minute", figure(slopePerMinute));
      fields.put("mean_quality", figure(meanQuality));
      return fields;
    }
  }

  /**
   * What a detector has found.
   *
   * @param suppressedBy the reason of planned work; null where it raises an alert
   */
  public record Anomaly(
      String detector,
      Labels labels,
      String severity,
      double score,
      long eventTime,
      long windowStart,
      long windowEnd,
      double value,
      double expectedLow,
      double expectedHigh,
      String suppressedBy) {

    Anomaly(
        String detector,
        Labels labels,
        String severity,
        double score,
        long eventTime,
        long windowStart,
        long windowEnd,
        double value,
        double expectedLow,
        double expectedHigh) {
      this(
          detector,
          labels,
          severity,
          score,
          eventTime,
          windowStart,
          windowEnd,
          value,
          expectedLow,
          expectedHigh,
          null);
    }

    Anomaly suppressedBy(String reason) {
      return new Anomaly(
          detector,
          labels,
          severity,
          score,
          eventTime,
          windowStart,
          windowEnd,
          value,
          expectedLow,
          expectedHigh,
          reason);
    }

    /** All that is published of it. */
    public Map<String, Object> published() {
      Map<String, Object> fields = fields();
      fields.put("suppressed_by", suppressedBy);
      return fields;
    }

    /** Those of them that an alert has, too. */
    public Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("detector", detector);
      fields.put("sensor_id", labels.sensorId);
      fields.put("metric", labels.metric);
      fields.put("severity", severity);
      fields.put("score", figure(score));
      fields.put("event_time", time(eventTime));
      fields.put("window_start", time(windowStart));
      fields.put("window_end", time(windowEnd));
      fields.put("value", figure(value));
      fields.put("expected_low", figure(expectedLow));
      fields.put("expected_high", figure(expectedHigh));
      fields.put("unit", labels.unit);
      fields.put("sensor_type", labels.sensorType);
      fields.put("facility_id", labels.facilityId);
      fields.put("facility_name", labels.facilityName);
      fields.put("production_line", labels.productionLine);
      fields.put("equipment_id", labels.equipmentId);
      return fields;
    }
  }

  /**
   * What is told of an episode.
   *
   * @param endsAt null of one that goes on
   * @param anomaly the first one of the greatest severity so far
   * @param recent the curve up to the latest one
   */
  public record Alert(
      String alertId,
      String state,
      long sequence,
      double priority,
      long startsAt,
      long lastAt,
      Long endsAt,
      long anomalies,
      double peakScore,
      double peakValue,
      String incidentId,
      Anomaly anomaly,
      List<Mean> recent) {

    public Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("alert_id", alertId);
      fields.put("state", state);
      fields.put("sequence", sequence);
      fields.put("priority", priority);
      fields.put("starts_at", time(startsAt));
      fields.put("last_at", time(lastAt));
      fields.put("ends_at", endsAt == null ? null : time(endsAt));
      fields.put("anomalies", anomalies);
      fields.put("peak_score", figure(peakScore));
      fields.put("peak_value", figure(peakValue));
      fields.put("incident_id", incidentId);
      fields.putAll(anomaly.fields());
      fields.put("recent", recent.stream().map(Mean::fields).toList());
      return fields;
    }
  }

  /** The mean of a minute, in single precision. */
  public record Mean(long at, double mean) {
    Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("at", time(at));
      fields.put("mean", Double.parseDouble(Float.toString((float) mean)));
      return fields;
    }
  }

  /**
   * An incident at the end.
   *
   * @param labels of its first alert
   * @param endsAt null of one that goes on
   */
  public record Incident(
      String incidentId,
      String state,
      long sequence,
      Labels labels,
      String severity,
      long startsAt,
      long lastAt,
      Long endsAt,
      long alerts,
      long openAlerts,
      List<String> sensors) {

    public Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("incident_id", incidentId);
      fields.put("state", state);
      fields.put("sequence", sequence);
      fields.put("equipment_id", labels.equipmentId());
      fields.put("production_line", labels.productionLine());
      fields.put("facility_id", labels.facilityId());
      fields.put("facility_name", labels.facilityName());
      fields.put("severity", severity);
      fields.put("starts_at", time(startsAt));
      fields.put("last_at", time(lastAt));
      fields.put("ends_at", endsAt == null ? null : time(endsAt));
      fields.put("alerts", alerts);
      fields.put("open_alerts", openAlerts);
      fields.put("sensors", sensors);
      return fields;
    }
  }

  private static String time(long micros) {
    return (micros % 1000 == 0 ? TIME : FINER_TIME)
        .format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }

  private static Object figure(double value) {
    return Double.isFinite(value) ? (Object) value : null;
  }
}

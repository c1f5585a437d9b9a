package io.plantbeam.alert;

import io.plantbeam.model.Alert;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.Identity;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.model.SeriesKey;
import io.plantbeam.model.Timestamps;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;

/** What an alert tells of an anomaly. Knows nothing of Beam. */
final class Alerts {
  /** The first of an episode comes first: least event time, then least window end. */
  static final Comparator<Anomaly> ORDER =
      Comparator.comparingLong(Anomaly::eventTimeMicros)
          .thenComparingLong(Anomaly::windowEndMicros)
          .thenComparing(Anomaly::evidence);

  private static final DateTimeFormatter LOCAL_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private Alerts() {}

  /** The alert whose episode begins with this anomaly. */
  static Alert of(Anomaly first, double priority) {
    SeriesKey series = first.context().key();
    String alertId =
        Identity.ofSeries(
            series,
            series.sensorId(),
            series.metric(),
            first.detector(),
            first.severity().label(),
            Identity.time(first.eventTimeMicros()));
    return new Alert(alertId, priority, message(first), first);
  }

  private static String message(Anomaly anomaly) {
    SeriesInfo series = anomaly.context().series();
    AssetContext asset = anomaly.context().asset();
    StringBuilder message = new StringBuilder(200);
    message.append(anomaly.severity().label().toUpperCase(Locale.ROOT)).append(": check ");
    if (asset.equipmentId() != null) {
      message.append(asset.equipmentId()).append(" (");
    }
    message.append("sensor ").append(series.sensorId()).append(", ").append(series.metric());
    if (asset.equipmentId() != null) {
      message.append(')');
    }
    appendPlace(asset, message);
    message.append(": ").append(withoutFullStop(anomaly.evidence()));
    appendSince(anomaly, asset.timezone(), message);
    if (asset.maintenanceSchedule() != null) {
      message.append("; maintenance schedule: ").append(asset.maintenanceSchedule());
    }
    return message.append('.').toString();
  }

  private static void appendPlace(AssetContext asset, StringBuilder message) {
    String facility = asset.facilityName() != null ? asset.facilityName() : asset.facilityId();
    if (facility != null) {
      message.append(" at ").append(facility);
    }
    if (asset.productionLine() != null) {
      message.append(facility == null ? " on " : ", ").append("line ");
      message.append(asset.productionLine());
    }
  }

  private static void appendSince(Anomaly anomaly, String timezone, StringBuilder message) {
    // A judged reading has a moment; a slope, a stuck value or a count has a window.
    long since =
        Double.isNaN(anomaly.score()) ? anomaly.windowStartMicros() : anomaly.eventTimeMicros();
    ZoneId zone = zoneOf(timezone);
    message
        .append("; since ")
        .append(LOCAL_TIME.format(Instant.ofEpochMilli(Timestamps.toMillis(since)).atZone(zone)))
        .append(" (")
        .append(zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId())
        .append(')');
  }

  private static ZoneId zoneOf(String timezone) {
    if (timezone == null) {
      return ZoneOffset.UTC;
    }
    try {
      return ZoneId.of(timezone);
    } catch (DateTimeException unknown) {
      return ZoneOffset.UTC;
    }
  }

  private static String withoutFullStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}

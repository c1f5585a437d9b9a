package io.plantbeam.alert;

import io.plantbeam.detect.reading.ReadingDetectors;
import io.plantbeam.detect.window.StuckDetector;
import io.plantbeam.detect.window.TrendDetector;
import io.plantbeam.model.Alert;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.Identity;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.model.SeriesKey;
import io.plantbeam.model.Severity;
import io.plantbeam.model.Timestamps;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;

/** Which anomalies staff are told of, and what they are told. Knows nothing of Beam. */
public final class Alerts {
  /** The first of an episode comes first: least event time, then least window end. */
  static final Comparator<Anomaly> ORDER =
      Comparator.comparingLong(Anomaly::eventTimeMicros)
          .thenComparingLong(Anomaly::windowEndMicros)
          .thenComparing(Anomaly::evidence);

  private static final double PRIORITY_WITHOUT_SCORE = 50;
  private static final double HIGHEST_PRIORITY = 100;
  private static final double POINTS_A_DEVIATION = 10;
  private static final double POINTS_OF_FULL_SCORE = 100;
  private static final DateTimeFormatter LOCAL_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private Alerts() {}

  /**
   * Whether an anomaly may become an alert: severity high or above, or stuck or trend on equipment
   * that the registry knows.
   */
  public static boolean concerns(Anomaly anomaly) {
    if (anomaly.severity().compareTo(Severity.HIGH) >= 0) {
      return true;
    }
    AssetContext asset = anomaly.context().asset();
    return asset.matched()
        && asset.equipmentId() != null
        && (anomaly.detector().equals(StuckDetector.NAME)
            || anomaly.detector().equals(TrendDetector.NAME));
  }

  /** The alert whose episode begins with this anomaly. */
  public static Alert of(Anomaly first) {
    SeriesKey series = first.context().key();
    String alertId =
        Identity.ofSeries(
            series,
            series.sensorId(),
            series.metric(),
            first.detector(),
            first.severity().label(),
            Identity.time(first.eventTimeMicros()));
    return new Alert(alertId, priority(first), message(first), first);
  }

  /**
   * 10 x score, of a detector of readings 100 x score, plus the criticality of equipment and
   * facility, 0 to 100; 50 without a score.
   */
  static double priority(Anomaly anomaly) {
    if (Double.isNaN(anomaly.score())) {
      return PRIORITY_WITHOUT_SCORE;
    }
    AssetContext asset = anomaly.context().asset();
    double points =
        ReadingDetectors.judges(anomaly.detector()) ? POINTS_OF_FULL_SCORE : POINTS_A_DEVIATION;
    double priority =
        points * anomaly.score() + asset.equipmentCriticality() + asset.facilityCriticality();
    return Math.max(0, Math.min(HIGHEST_PRIORITY, priority));
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

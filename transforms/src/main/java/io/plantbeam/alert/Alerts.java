package io.plantbeam.alert;

import io.plantbeam.model.Anomaly;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.EpisodeSummary;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.model.Timestamps;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What an alert says of its worst anomaly. Knows nothing of Beam. */
final class Alerts {
  private static final DateTimeFormatter LOCAL_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private Alerts() {}

  /**
   * A sentence that says where to go and what to look at.
   *
   * @param anomaly the worst of the episode
   * @param episode so far
   */
  static String message(Anomaly anomaly, EpisodeSummary episode) {
    SeriesInfo series = anomaly.context().series();
    AssetContext asset = anomaly.context().asset();
    StringBuilder message = new StringBuilder(200);
    message.append(anomaly.severity().label().toUpperCase(Locale.ROOT));
    message.append(episode.isOpen() ? ": check " : ", resolved: ");
    if (asset.equipmentId() != null) {
      message.append(asset.equipmentId()).append(" (");
    }
    message.append("sensor ").append(series.sensorId()).append(", ").append(series.metric());
    if (asset.equipmentId() != null) {
      message.append(')');
    }
    appendPlace(asset, message);
    message.append(": ").append(withoutFullStop(anomaly.evidence()));
    ZoneId zone = zoneOf(asset.timezone());
    // A judged reading has a moment; a slope, a stuck value or a count has a window.
    long since =
        Double.isNaN(anomaly.score()) ? anomaly.windowStartMicros() : anomaly.eventTimeMicros();
    message.append("; since ").append(local(Math.min(since, episode.startsAtMicros()), zone));
    if (!episode.isOpen()) {
      message.append(", until ").append(local(episode.endsAtMicros(), zone));
    }
    message.append(" (").append(zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId()).append(')');
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

  private static String local(long micros, ZoneId zone) {
    return LOCAL_TIME.format(Instant.ofEpochMilli(Timestamps.toMillis(micros)).atZone(zone));
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

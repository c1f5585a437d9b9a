package io.plantbeam.tools.score;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The alerts that the job has written, {@code alerts/*.ndjson}. */
final class AlertFiles {
  private AlertFiles() {}

  /**
   * Reads them. Of several lines of one alert the earliest says when it was raised.
   *
   * @param directory with the files; none where no alert was raised
   * @return by time
   */
  static List<RaisedAlert> read(Path directory) throws IOException {
    return read(directory, line -> true);
  }

  /** The same of one facility alone. */
  static List<RaisedAlert> read(Path directory, String facility) throws IOException {
    return read(directory, line -> line.path("facility_id").asText().equals(facility));
  }

  private static List<RaisedAlert> read(Path directory, Predicate<JsonNode> wanted)
      throws IOException {
    Map<String, RaisedAlert> byId = new TreeMap<>();
    NdjsonFiles.forEachLine(
        directory,
        line -> {
          if (wanted.test(line)) {
            RaisedAlert alert = alert(line);
            byId.merge(
                alert.alertId(),
                alert,
                (one, other) -> one.millis() <= other.millis() ? one : other);
          }
        });
    List<RaisedAlert> alerts = new ArrayList<>(byId.values());
    alerts.sort(Comparator.comparingLong(RaisedAlert::millis).thenComparing(RaisedAlert::alertId));
    return alerts;
  }

  private static RaisedAlert alert(JsonNode line) {
    return new RaisedAlert(
        line.path("alert_id").asText(),
        line.path("detector").asText(),
        line.path("sensor_id").asText(),
        line.hasNonNull("equipment_id") ? line.get("equipment_id").asText() : null,
        Math.max(time(line, "event_time"), time(line, "window_end")));
  }

  private static long time(JsonNode line, String field) {
    return Instant.parse(line.path(field).asText()).toEpochMilli();
  }
}

package io.plantbeam.conformance;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plantbeam.endtoend.LakeContents;
import io.plantbeam.endtoend.ParquetLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A job's outputs as sorted lines, which are equal where the outputs are. Lines are the job's own
 * JSON, to the byte, but for what cannot be equal:
 *
 * <ul>
 *   <li>Of a window that was corrected the last revision counts, and its number is left out: files
 *       know no late data.
 *   <li>Where a message came from (file and byte, or topic, partition and offset) is replaced by
 *       its place in the golden data.
 *   <li>A message of Avro stands in files as a text in base64, and so it does here.
 * </ul>
 */
final class CanonicalForm {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What tells a window, or another row with revisions, apart from others. */
  private static final List<String> WINDOW =
      List.of(
          "facility_id",
          "production_line",
          "shift",
          "equipment_id",
          "sensor_id",
          "sensor_type",
          "metric",
          "unit",
          "window_start",
          "day_of_week",
          "hour_of_day");

  private final GoldenPlaces places;

  CanonicalForm(GoldenPlaces places) {
    this.places = places;
  }

  /** The lines of NDJSON files in a directory; none where there is no such directory. */
  static List<String> lines(Path directory) {
    List<String> lines = new ArrayList<>();
    if (!Files.isDirectory(directory)) {
      return lines;
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".ndjson")).sorted().toList()) {
        lines.addAll(Files.readAllLines(file, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  /** The canonical lines of an output that is JSON. */
  List<String> of(Output output, List<String> lines) {
    List<ObjectNode> records = lines.stream().map(CanonicalForm::parse).toList();
    return switch (output) {
      case WINDOW_STATS -> lastRevisions(records);
      case DEAD_LETTERS ->
          records.stream()
              .filter(letter -> !letter.path("payload").asText().contains(GoldenData.BEAT))
              .map(this::withoutOrigin)
              .sorted()
              .toList();
      case ANOMALIES, ALERTS, INCIDENTS, EVENT_FRAMES, EQUIPMENT_STATE ->
          records.stream().map(ObjectNode::toString).sorted().toList();
      case FACILITY_METRICS, EQUIPMENT_HEALTH, LINE_EFFICIENCY -> lastRevisions(records);
      case DEVICE_PATTERNS -> {
        // All are of one week, which a batch job does not tell apart.
        records.forEach(record -> record.remove("week"));
        yield lastRevisions(records);
      }
      case READINGS, HOURLY -> throw new IllegalArgumentException(output + " is Parquet");
    };
  }

  private static ObjectNode parse(String line) {
    try {
      ObjectNode record = (ObjectNode) JSON.readTree(line);
      if (!record.toString().equals(line)) {
        throw new AssertionError("parsing loses something of " + line + ": " + record);
      }
      return record;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lastRevisions(List<ObjectNode> records) {
    Map<String, ObjectNode> last = new TreeMap<>();
    for (ObjectNode record : records) {
      String window =
          WINDOW.stream().map(field -> record.path(field).toString()).collect(joining("|"));
      last.merge(
          window,
          record,
          (a, b) -> a.path("revision").asLong() > b.path("revision").asLong() ? a : b);
    }
    return last.values().stream()
        .map(record -> record.without("revision").toString())
        .sorted()
        .toList();
  }

  private String withoutOrigin(ObjectNode record) {
    JsonNode file = record.remove("file");
    JsonNode topic = record.remove("topic");
    JsonNode partition = record.remove("partition");
    long offset = record.remove("offset").asLong();
    String source =
        topic.isNull()
            ? file.asText().replaceFirst(".*/", "")
            : topic.asText() + "-" + partition.asInt();
    if (source.contains(GoldenSource.AVRO.topic(""))) {
      unwrap(record, topic.isNull());
    }
    return record.put("message", places.of(source, offset)).toString();
  }

  private static void unwrap(ObjectNode record, boolean isOfFile) {
    String payload = record.path("payload").asText();
    if (isOfFile) {
      record.put("payload", parse(payload).path("value").asText());
    } else if (record.path("payload_encoding").isNull()) {
      byte[] text = payload.getBytes(StandardCharsets.UTF_8);
      record.put("payload", Base64.getEncoder().encodeToString(text));
    }
    record.remove("payload_encoding");
  }

  /** The canonical lines of a lake; none while there is none. */
  List<String> ofLake(Path lake) throws SQLException {
    if (!Files.isDirectory(lake)) {
      return List.of();
    }
    List<String> rows = new ArrayList<>();
    for (Map<String, Object> row : LakeContents.readRows(lake)) {
      Object source = row.remove("source");
      long offset = ((Number) row.remove("source_offset")).longValue();
      rows.add("message=%s, %s".formatted(places.of((String) source, offset), row));
    }
    return rows.stream().sorted().toList();
  }

  /** The canonical lines of hours in Parquet files; none while there are none. */
  List<String> ofHours(Path directory) throws SQLException {
    return lastRevisions(
        ParquetLines.read(directory).stream().map(CanonicalForm::parseAny).toList());
  }

  private static ObjectNode parseAny(String line) {
    try {
      return (ObjectNode) JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

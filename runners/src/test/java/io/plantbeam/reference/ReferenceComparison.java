package io.plantbeam.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Compares a job's output directory with what the reference computes: counts, names and times
 * exactly, figures to 1e-9.
 */
public final class ReferenceComparison {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double TOLERANCE = 1e-9;
  private static final int MOST_DIFFERENCES = 50;

  private static final List<String> WINDOW_KEY =
      List.of("sensor_id", "metric", "window_start", "window_end");
  private static final List<String> ANOMALY_KEY =
      List.of("detector", "sensor_id", "metric", "severity", "window_start", "window_end");
  private static final List<String> ALERT_KEY =
      List.of("detector", "sensor_id", "metric", "severity", "event_time");
  private static final List<String> DEAD_LETTER_KEY = List.of("file", "offset", "reason", "field");

  private final Path output;
  private final List<String> differences = new ArrayList<>();

  private ReferenceComparison(Path output) {
    this.output = output;
  }

  /**
   * Returns a sentence for each difference, the first {@value #MOST_DIFFERENCES} of them; none
   * where job and reference agree. Of a window that was emitted several times, the greatest {@code
   * revision} counts. Files are compared by their names, without directories.
   */
  public static List<String> differences(Path output, ReferenceResult expected) throws IOException {
    ReferenceComparison comparison = new ReferenceComparison(output);
    comparison.summary(expected.summary());
    comparison.records(
        "window-stats", WINDOW_KEY, expected.windows(), ReferenceResult.Window::fields);
    comparison.records(
        "anomalies", ANOMALY_KEY, expected.anomalies(), ReferenceResult.Anomaly::fields);
    comparison.records("alerts", ALERT_KEY, expected.alerts(), ReferenceResult.Alert::fields);
    comparison.records(
        "dead-letters",
        DEAD_LETTER_KEY,
        expected.deadLetters(),
        ReferenceResult.DeadLetter::fields);
    List<String> found = comparison.differences;
    return found.size() <= MOST_DIFFERENCES
        ? List.copyOf(found)
        : Stream.concat(
                found.stream().limit(MOST_DIFFERENCES),
                Stream.of("and %d more".formatted(found.size() - MOST_DIFFERENCES)))
            .toList();
  }

  private void summary(Map<String, Object> expected) throws IOException {
    Path file = output.resolve("summary.json");
    if (!Files.exists(file)) {
      differences.add("summary.json is missing");
      return;
    }
    compare("summary.json", expected, JSON.readTree(file.toFile()));
  }

  private <T> void records(
      String folder, List<String> key, List<T> expected, Function<T, Map<String, Object>> fields)
      throws IOException {
    Map<String, T> missing = new LinkedHashMap<>();
    for (T record : expected) {
      missing.put(keyOf(key, fields.apply(record)), record);
    }
    if (missing.size() < expected.size()) {
      differences.add(folder + ": the reference has several records with one key");
    }
    for (Map.Entry<String, JsonNode> actual : read(folder, key).entrySet()) {
      T record = missing.remove(actual.getKey());
      if (record == null) {
        differences.add("%s: unexpected %s".formatted(folder, actual.getValue()));
      } else {
        compare(folder + " " + actual.getKey(), fields.apply(record), actual.getValue());
      }
    }
    for (T record : missing.values()) {
      differences.add("%s: missing %s".formatted(folder, fields.apply(record)));
    }
  }

  private Map<String, JsonNode> read(String folder, List<String> key) throws IOException {
    Map<String, JsonNode> records = new LinkedHashMap<>();
    Path directory = output.resolve(folder);
    if (!Files.isDirectory(directory)) {
      return records;
    }
    List<Path> files;
    try (Stream<Path> list = Files.list(directory)) {
      files = list.filter(file -> file.toString().endsWith(".ndjson")).sorted().toList();
    }
    for (Path file : files) {
      try (BufferedReader lines = Files.newBufferedReader(file)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          JsonNode record = JSON.readTree(line);
          String name = keyOf(key, record);
          JsonNode other = records.get(name);
          if (other != null
              && other.path("revision").asLong() == record.path("revision").asLong()) {
            differences.add("%s: twice %s".formatted(folder, name));
          }
          if (other == null
              || record.path("revision").asLong() >= other.path("revision").asLong()) {
            records.put(name, record);
          }
        }
      }
    }
    return records;
  }

  private static String keyOf(List<String> key, Map<String, Object> fields) {
    return String.join(
        "|", key.stream().map(name -> part(name, String.valueOf(fields.get(name)))).toList());
  }

  private static String keyOf(List<String> key, JsonNode record) {
    return String.join(
        "|", key.stream().map(name -> part(name, record.path(name).asText("null"))).toList());
  }

  private static String part(String name, String text) {
    return name.equals("file") ? text.substring(text.lastIndexOf('/') + 1) : text;
  }

  private void compare(String what, Map<String, Object> expected, JsonNode actual) {
    expected.forEach(
        (name, value) -> {
          JsonNode found = actual.path(name);
          if (!agree(name, value, found)) {
            differences.add(
                "%s: %s is %s, expected %s"
                    .formatted(what, name, found.isMissingNode() ? "missing" : found, value));
          }
        });
  }

  private static boolean agree(String name, Object expected, JsonNode found) {
    if (expected == null) {
      return found.isNull();
    }
    if (expected instanceof Double figure) {
      double difference = Math.abs(figure - found.asDouble(Double.NaN));
      double scale = Math.max(1, Math.max(Math.abs(figure), Math.abs(found.asDouble())));
      return found.isNumber() && difference <= TOLERANCE * scale;
    }
    if (expected instanceof Long number) {
      return found.isIntegralNumber() && found.longValue() == number;
    }
    if (expected instanceof Boolean flag) {
      return found.isBoolean() && found.booleanValue() == flag;
    }
    return found.isTextual()
        && part(name, found.textValue()).equals(part(name, expected.toString()));
  }
}

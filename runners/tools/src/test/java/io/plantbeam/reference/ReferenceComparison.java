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
      List.of("facility_id", "sensor_id", "metric", "window_start", "window_end");
  private static final List<String> ANOMALY_KEY =
      List.of(
          "detector",
          "facility_id",
          "sensor_id",
          "metric",
          "severity",
          "window_start",
          "window_end");
  private static final List<String> ALERT_KEY =
      List.of("detector", "facility_id", "sensor_id", "metric", "starts_at", "sequence");
  private static final List<String> DEAD_LETTER_KEY = List.of("file", "offset", "reason", "field");

  private final List<String> differences = new ArrayList<>();

  private ReferenceComparison() {}

  /**
   * Returns a sentence for each difference between a job's directory and the reference, the first
   * {@value #MOST_DIFFERENCES} of them; none where they agree. Of a window that was emitted several
   * times, the greatest {@code revision} counts. Files are compared by their names, without
   * directories.
   */
  public static List<String> differences(Path output, ReferenceResult expected) throws IOException {
    List<String> found = new ArrayList<>(summary(output, expected));
    found.addAll(windows(records(output.resolve("window-stats")), expected));
    found.addAll(anomalies(records(output.resolve("anomalies")), expected));
    found.addAll(alerts(records(output.resolve("alerts")), expected));
    found.addAll(incidents(records(output.resolve("incidents")), expected));
    found.addAll(deadLetters(records(output.resolve("dead-letters")), expected));
    return found.size() <= MOST_DIFFERENCES
        ? List.copyOf(found)
        : Stream.concat(
                found.stream().limit(MOST_DIFFERENCES),
                Stream.of("and %d more".formatted(found.size() - MOST_DIFFERENCES)))
            .toList();
  }

  /** The same of {@code summary.json} alone. */
  public static List<String> summary(Path output, ReferenceResult expected) throws IOException {
    Path file = output.resolve("summary.json");
    if (!Files.exists(file)) {
      return List.of("summary.json is missing");
    }
    ReferenceComparison comparison = new ReferenceComparison();
    comparison.compare("summary.json", expected.summary(), JSON.readTree(file.toFile()));
    return comparison.differences;
  }

  /** The same of window statistics, wherever they were read from. */
  public static List<String> windows(List<JsonNode> found, ReferenceResult expected) {
    return compare(
        "window-stats", WINDOW_KEY, found, expected.windows(), ReferenceResult.Window::fields);
  }

  /** The same of anomalies, wherever they were read from. */
  public static List<String> anomalies(List<JsonNode> found, ReferenceResult expected) {
    return compare(
        "anomalies", ANOMALY_KEY, found, expected.anomalies(), ReferenceResult.Anomaly::published);
  }

  /** The same of alerts, wherever they were read from. */
  public static List<String> alerts(List<JsonNode> found, ReferenceResult expected) {
    return compare("alerts", ALERT_KEY, found, expected.alerts(), ReferenceResult.Alert::fields);
  }

  /** The same of incidents as they are at the end, wherever they were read from. */
  public static List<String> incidents(List<JsonNode> found, ReferenceResult expected) {
    Map<String, JsonNode> latest = new LinkedHashMap<>();
    for (JsonNode event : found) {
      latest.merge(
          event.path("incident_id").asText(),
          event,
          (a, b) -> a.path("sequence").asLong() > b.path("sequence").asLong() ? a : b);
    }
    return compare(
        "incidents",
        List.of("incident_id"),
        List.copyOf(latest.values()),
        expected.incidents(),
        ReferenceResult.Incident::fields);
  }

  /** The same of dead letters, wherever they were read from. */
  public static List<String> deadLetters(List<JsonNode> found, ReferenceResult expected) {
    return compare(
        "dead-letters",
        DEAD_LETTER_KEY,
        found,
        expected.deadLetters(),
        ReferenceResult.DeadLetter::fields);
  }

  /** The records of all NDJSON files in a directory; none where it does not exist. */
  public static List<JsonNode> records(Path directory) throws IOException {
    List<JsonNode> records = new ArrayList<>();
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
          records.add(JSON.readTree(line));
        }
      }
    }
    return records;
  }

  private static <T> List<String> compare(
      String what,
      List<String> key,
      List<JsonNode> found,
      List<T> expected,
      Function<T, Map<String, Object>> fields) {
    ReferenceComparison comparison = new ReferenceComparison();
    Map<String, T> missing = new LinkedHashMap<>();
    for (T record : expected) {
      missing.put(keyOf(key, fields.apply(record)), record);
    }
    if (missing.size() < expected.size()) {
      comparison.differences.add(what + ": the reference has several records with one key");
    }
    comparison
        .latest(what, key, found)
        .forEach(
            (name, actual) -> {
              T record = missing.remove(name);
              if (record == null) {
                comparison.differences.add("%s: unexpected %s".formatted(what, actual));
              } else {
                comparison.compare(what + " " + name, fields.apply(record), actual);
              }
            });
    for (T record : missing.values()) {
      comparison.differences.add("%s: missing %s".formatted(what, fields.apply(record)));
    }
    return comparison.differences;
  }

  /** The records by key, of several with one key the one of the greatest revision. */
  private Map<String, JsonNode> latest(String what, List<String> key, List<JsonNode> found) {
    Map<String, JsonNode> records = new LinkedHashMap<>();
    for (JsonNode record : found) {
      String name = keyOf(key, record);
      JsonNode other = records.get(name);
      if (other != null && other.path("revision").asLong() == record.path("revision").asLong()) {
        differences.add("%s: twice %s".formatted(what, name));
      }
      if (other == null || record.path("revision").asLong() >= other.path("revision").asLong()) {
        records.put(name, record);
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
    if (expected instanceof List<?> elements) {
      boolean agree = found.isArray() && found.size() == elements.size();
      for (int i = 0; agree && i < elements.size(); i++) {
        agree = agree(name, elements.get(i), found.get(i));
      }
      return agree;
    }
    if (expected instanceof Map<?, ?> fields) {
      return found.isObject()
          && found.size() == fields.size()
          && fields.entrySet().stream()
              .allMatch(
                  field ->
                      agree(
                          (String) field.getKey(),
                          field.getValue(),
                          found.path((String) field.getKey())));
    }
    if (expected instanceof Boolean flag) {
      return found.isBoolean() && found.booleanValue() == flag;
    }
    return found.isTextual()
        && part(name, found.textValue()).equals(part(name, expected.toString()));
  }
}

package io.plantbeam.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DemoCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir Path directory;

  private int demo(String... options) {
    return new CommandLine(new DemoCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(options);
  }

  @Test
  void smallDemoAccountsForEveryReadingAndReportsWhatItsFilesSay() throws Exception {
    Path output = directory.resolve("demo");
    int exit = demo("--output=" + output, "--sensors=10", "--seconds=15");
    String screen = out.toString();
    assertEquals(0, exit, screen + err);

    JsonNode summary = JSON.readTree(output.resolve("summary.json").toFile());
    assertEquals(
        summary.path("measures").asLong(),
        summary.path("archived").asLong()
            + summary.path("dead_lettered").asLong()
            + summary.path("duplicates").asLong());
    assertEquals(0, summary.path("dropped_late").asLong());
    assertEquals(summary.path("archived").asLong(), archived(output, "true"));
    assertEquals(22_695, archived(output, "sensor_id = 'machine-temperature'"));
    assertEquals(summary.path("windows").asLong(), lines(output.resolve("window-stats")).size());
    List<JsonNode> anomalies = lines(output.resolve("anomalies"));
    assertEquals(summary.path("anomalies").asLong(), anomalies.size());

    List<JsonNode> alerts = new ArrayList<>();
    Incidents incidents = new Incidents();
    long resolved = 0;
    for (JsonNode json : records(output.resolve("alerts.ndjson"))) {
      AlertEvent event = AlertEvent.of(json);
      String incident = "#" + incidents.take(event).number();
      if (event.isRaised()) {
        alerts.add(json);
        assertTrue(screen.contains(event.alert().line(incident) + System.lineSeparator()), screen);
      } else if (event.isResolved()) {
        resolved++;
      }
      incidents
          .end(event)
          .ifPresent(line -> assertTrue(screen.contains(line + System.lineSeparator()), screen));
    }
    assertEquals(summary.path("alerts").asLong(), alerts.size());
    assertEquals(summary.path("alerts_resolved").asLong(), resolved);
    assertEquals(summary.path("incidents").asLong(), incidents.size());
    assertTrue(
        screen.contains("once per incident: %,d times, and".formatted(incidents.size())), screen);
    caughtOfKinds(records(output.resolve("labels.ndjson")), alerts, anomalies)
        .forEach(
            (kind, caught) ->
                assertTrue(
                    screen.contains("  %-8s %s".formatted(kind, caught)), kind + caught + screen));
    assertEquals(4, screen.split("    caught by an a|    missed\n", -1).length - 1, screen);
  }

  /** By kind, "n of m": computed from labels and findings as they stand in the files. */
  private static Map<String, String> caughtOfKinds(
      List<JsonNode> labels, List<JsonNode> alerts, List<JsonNode> anomalies) {
    Map<String, int[]> counts = new TreeMap<>();
    for (JsonNode label : labels) {
      Instant start = Instant.parse(label.path("start").asText());
      Instant end = Instant.parse(label.path("end").asText()).plus(Duration.ofMinutes(5));
      List<JsonNode> findings = new ArrayList<>(alerts);
      findings.addAll(anomalies);
      boolean caught =
          findings.stream()
              .filter(finding -> finding.path("sensor_id").equals(label.path("sensor_id")))
              .filter(finding -> finding.path("metric").equals(label.path("metric")))
              .map(finding -> Instant.parse(finding.path("event_time").asText()))
              .anyMatch(time -> !time.isBefore(start) && !time.isAfter(end));
      int[] count = counts.computeIfAbsent(label.path("kind").asText(), kind -> new int[2]);
      count[0] += caught ? 1 : 0;
      count[1]++;
    }
    Map<String, String> texts = new TreeMap<>();
    counts.forEach((kind, count) -> texts.put(kind, count[0] + " of " + count[1]));
    return texts;
  }

  private static long archived(Path output, String condition) throws SQLException {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(*) FROM read_parquet('%s/readings/**/*.parquet') WHERE %s"
                    .formatted(output, condition))) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static List<JsonNode> lines(Path folder) throws IOException {
    List<JsonNode> records = new ArrayList<>();
    for (Path file : DemoDirectory.ndjsonFiles(folder)) {
      records.addAll(records(file));
    }
    return records;
  }

  private static List<JsonNode> records(Path file) throws IOException {
    List<JsonNode> records = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      records.add(JSON.readTree(line));
    }
    return records;
  }

  @Test
  void directoryWithOtherFilesIsLeftAlone() throws IOException {
    Path mine = Files.writeString(directory.resolve("mine.txt"), "mine");
    assertEquals(2, demo("--output=" + directory));
    assertTrue(err.toString().contains("holds files that are not a demo's"), err.toString());
    assertEquals("mine", Files.readString(mine));
  }

  @Test
  void directoryOfAnEarlierDemoIsReplaced() throws IOException {
    DemoDirectory demo = new DemoDirectory(directory.resolve("demo"));
    demo.create();
    Path old = Files.writeString(demo.alerts(), "old");
    assertEquals(null, demo.problem());
    demo.create();
    assertFalse(Files.exists(old));
    assertEquals(null, demo.problem());
  }

  @Test
  void impossibleSizesAreNamed() {
    assertEquals(2, demo("--output=" + directory.resolve("x"), "--sensors=0", "--seconds=0"));
    assertTrue(err.toString().contains("--sensors=0: allowed is"), err.toString());
    assertTrue(err.toString().contains("--seconds=0: allowed is"), err.toString());
  }
}

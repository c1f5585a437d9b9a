package io.plantbeam.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.launch.ExitCode;
import io.plantbeam.reference.ReferenceComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What makes two readings one, and two series one. */
class IdentityTest {
  private static final long BEGIN = 1_772_352_000_000L;

  @TempDir Path folder;

  @Test
  void equalSensorIdsOfTwoFacilitiesAreTwoSeries() throws IOException, SQLException {
    List<String> lines = new ArrayList<>();
    for (int minute = 0; minute < 20; minute++) {
      lines.add(reading("plant-a", minute, 20 + minute / 10.0));
      lines.add(reading("plant-b", minute, 90 + minute / 10.0));
    }
    lines.add(lines.get(0));

    JsonNode summary = run(lines);

    assertEquals(40, summary.get("archived").asLong());
    assertEquals(1, summary.get("duplicates").asLong());
    Map<Object, List<Object>> values =
        rows().stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.get("facility_id"),
                    TreeMap::new,
                    Collectors.mapping(row -> row.get("value"), Collectors.toList())));
    assertEquals(List.of("plant-a", "plant-b"), List.copyOf(values.keySet()));
    assertEquals(20, values.get("plant-a").stream().distinct().count());
    assertEquals(20, values.get("plant-b").stream().distinct().count());

    Map<String, JsonNode> windows =
        ReferenceComparison.records(folder.resolve("out/window-stats")).stream()
            .filter(
                window -> window.get("window_start").asText().equals("2026-03-01T08:00:00.000Z"))
            .collect(
                Collectors.toMap(
                    window -> window.get("facility_id").asText(), Function.identity()));
    assertEquals(5, windows.get("plant-a").get("count").asLong());
    assertEquals(20.2, windows.get("plant-a").get("mean").asDouble());
    assertEquals(5, windows.get("plant-b").get("count").asLong());
    assertEquals(90.2, windows.get("plant-b").get("mean").asDouble());
  }

  @Test
  void samplesFinerThanAMillisecondAreAllKeptWithTheirMicroseconds()
      throws IOException, SQLException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 128; i++) {
      lines.add(sample(i * 156_250L, i / 100.0));
    }
    // Two values of one microsecond, whose finer digits are cut, and the first once more.
    lines.add(sample(156_900, 7));
    lines.add(sample(156_250, 0.01));

    JsonNode summary = run(lines);

    assertEquals(129, summary.get("archived").asLong());
    assertEquals(1, summary.get("duplicates").asLong());
    assertEquals(1, summary.get("same_time").asLong());
    List<String> expected = new ArrayList<>(List.of("2026-03-01T08:00:00.000156Z 7.0"));
    for (int i = 0; i < 128; i++) {
      long micros = i * 156_250L / 1_000;
      String digits =
          micros % 1_000 == 0 ? "%03d".formatted(micros / 1_000) : "%06d".formatted(micros);
      expected.add("2026-03-01T08:00:00.%sZ %s".formatted(digits, i / 100.0));
    }
    assertEquals(
        expected.stream().sorted().toList(),
        rows().stream()
            .map(row -> row.get("timestamp") + " " + row.get("value"))
            .sorted()
            .toList());

    JsonNode window =
        ReferenceComparison.records(folder.resolve("out/window-stats")).stream()
            .filter(
                record -> record.get("window_start").asText().equals("2026-03-01T08:00:00.000Z"))
            .findFirst()
            .orElseThrow();
    assertEquals(129, window.get("count").asLong());
    assertEquals("2026-03-01T08:00:00.019843Z", window.get("last_time").asText());
    assertEquals(1.27, window.get("last_value").asDouble());
  }

  @Test
  void slopeAndLastReadingGoByMicroseconds() throws IOException {
    run(List.of(sample(2_000, 5), sample(1_000, 4), sample(3_000, 6)));

    JsonNode window = ReferenceComparison.records(folder.resolve("out/window-stats")).get(0);
    assertEquals("2026-03-01T08:00:00.000003Z", window.get("last_time").asText());
    assertEquals(6, window.get("last_value").asDouble());
    assertEquals(60e6, window.get("slope_per_minute").asDouble());
  }

  private static String sample(long nanos, double value) {
    return ("{\"sensor_id\":\"acc-1\",\"sensor_type\":\"vibration\","
            + "\"timestamp\":\"2026-03-01T08:00:00.%09dZ\",\"value\":%s,\"unit\":\"m/s2\"}")
        .formatted(nanos, value);
  }

  private static String reading(String facility, int minute, double value) {
    return ("{\"sensor_id\":\"TT-101\",\"facility_id\":\"%s\",\"sensor_type\":\"temperature\","
            + "\"timestamp\":%d,\"value\":%s}")
        .formatted(facility, BEGIN + minute * 60_000L, value);
  }

  private JsonNode run(List<String> lines) throws IOException {
    Path input = Files.write(folder.resolve("in.ndjson"), lines);
    CommandRun run =
        CommandRun.of(List.of("--inputFiles=" + input, "--output=" + folder.resolve("out")));
    assertEquals(ExitCode.OK, run.exitCode(), run::toString);
    return new ObjectMapper().readTree(folder.resolve("out/summary.json").toFile());
  }

  private List<Map<String, Object>> rows() throws SQLException {
    return LakeContents.readRows(folder.resolve("out/readings"));
  }
}

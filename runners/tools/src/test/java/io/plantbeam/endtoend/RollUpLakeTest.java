package io.plantbeam.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.launch.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where roll-ups go, and that Parquet files have what the lines of JSON have. */
class RollUpLakeTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private Path output;

  private void run(String... more) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      lines.add(
          "{\"sensor_id\":\"s%d\",\"facility_id\":%s,\"timestamp\":%d,\"sensor_type\":\"%s\",\"value\":%d}"
              .formatted(
                  i % 4,
                  i % 4 == 3 ? "null" : "\"f-" + i % 2 + "\"",
                  1_772_352_000_000L + i * 10_000L,
                  i % 2 == 0 ? "temperature" : "humidity",
                  i % 30));
    }
    Path input = Files.write(folder.resolve("in.ndjson"), lines);
    output = folder.resolve("out");
    List<String> arguments =
        new ArrayList<>(List.of("--inputFiles=" + input, "--output=" + output));
    arguments.addAll(List.of(more));
    assertEquals(ExitCode.OK, CommandRun.of(arguments).exitCode());
  }

  private List<JsonNode> lines(String name) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(output.resolve(name))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".ndjson")).toList()) {
        for (String line : Files.readAllLines(file)) {
          lines.add(JSON.readTree(line));
        }
      }
    }
    return lines;
  }

  private static JsonNode parsed(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> fields(List<JsonNode> rows, String... names) {
    return rows.stream()
        .map(row -> Stream.of(names).map(name -> row.path(name).toString()).toList().toString())
        .sorted()
        .toList();
  }

  @Test
  void hoursAreInTheLakeAndTheOthersInFiles() throws IOException, SQLException {
    run();
    List<JsonNode> hours =
        ParquetLines.read(output.resolve("hourly")).stream().map(RollUpLakeTest::parsed).toList();
    assertEquals(8, hours.size());
    assertEquals(600, hours.stream().mapToLong(row -> row.path("readings").asLong()).sum());
    assertTrue(Files.isDirectory(output.resolve("hourly/sensor_type=humidity/date=2026-03-01")));
    for (String name : List.of("facility-metrics", "equipment-health", "line-efficiency")) {
      assertFalse(lines(name).isEmpty(), name);
      assertEquals(List.of(), parquetFiles(output.resolve(name)), name);
    }
  }

  @Test
  void hoursAreInFilesWhereThereIsNoLake() throws IOException {
    run("--lake=false");
    assertEquals(8, lines("hourly").size());
  }

  @Test
  void lakeHasCopiesOfAllRollUpsWhereItIsAskedFor() throws IOException, SQLException {
    run("--rollupLake=true");
    for (String name : List.of("facility-metrics", "equipment-health", "line-efficiency")) {
      List<JsonNode> rows =
          ParquetLines.read(output.resolve(name)).stream().map(RollUpLakeTest::parsed).toList();
      String[] figures = {
        "facility_id", "shift", "metric", "readings", "mean", "peak", "variability", "by_type"
      };
      assertEquals(fields(lines(name), figures), fields(rows, figures), name);
    }
    assertFalse(parquetFiles(output.resolve("device-patterns")).isEmpty());
    assertEquals(8, lines("device-patterns").size());
  }

  private static List<Path> parquetFiles(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).toList();
    }
  }
}

package io.plantbeam.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.job.Accounting;
import io.plantbeam.job.Job;
import io.plantbeam.job.PipelineKind;
import io.plantbeam.model.Timestamps;
import io.plantbeam.reference.ReferenceComparison;
import io.plantbeam.reference.ReferenceInput;
import io.plantbeam.reference.ReferenceJob;
import io.plantbeam.reference.ReferenceResult;
import io.plantbeam.reference.ReferenceSettings;
import io.plantbeam.telemetry.PipelineKinds;
import io.plantbeam.tools.simulate.DirtyKind;
import io.plantbeam.tools.simulate.FileTarget;
import io.plantbeam.tools.simulate.MessageStream;
import io.plantbeam.tools.simulate.Plant;
import io.plantbeam.tools.simulate.PlantFiles;
import io.plantbeam.tools.simulate.PlantSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.beam.sdk.PipelineResult.State;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in, every output out, on the Direct runner with its checks. */
class BatchJobTest {
  private static final PlantSettings PLANT =
      new PlantSettings(
          2,
          50,
          Instant.parse("2026-01-01T00:00:00Z"),
          Duration.ofMinutes(40),
          Duration.ofSeconds(15),
          11,
          0.03,
          0.02,
          0.03,
          20);

  @TempDir static Path folder;
  private static Path input;
  private static Path registry;
  private static Path output;
  private static ReferenceResult expected;
  private static Accounting accounting;

  @BeforeAll
  static void run() throws IOException {
    input = folder.resolve("input");
    registry = folder.resolve("registry");
    output = folder.resolve("output");
    Plant plant = new Plant(PLANT);
    PlantFiles.writeRegistry(registry, plant);
    writeMessages(plant);
    compress(input.resolve("part-00001.ndjson"));
    writeHumidities();
    writeNight();
    writeLongSeries();
    expected = reference();
    accounting = runJob();
  }

  private static void writeMessages(Plant plant) throws IOException {
    MessageStream messages = plant.messages();
    try (FileTarget target = new FileTarget(input, 2, false)) {
      while (messages.hasNext()) {
        target.send(messages.next());
      }
    }
    for (DirtyKind kind : DirtyKind.values()) {
      assertTrue(messages.truth().deadLetters(kind) > 0, "no message is " + kind);
    }
    assertTrue(messages.truth().duplicates() > 0);
    assertTrue(messages.truth().outOfOrder() > 0);
  }

  private static void compress(Path file) throws IOException {
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(Path.of(file + ".gz")), 1 << 16)) {
      Files.copy(file, out);
    }
    Files.delete(file);
  }

  private static void append(Path file, List<String> lines) throws IOException {
    Files.write(file, lines, StandardOpenOption.APPEND);
  }

  private static void writeHumidities() throws IOException {
    append(
        input.resolve("part-00000.ndjson"),
        List.of(
            humidity("s-wet", "2026-01-01T00:10:00Z", 104.5),
            humidity("s-wet", "2026-01-01T00:10:01Z", -3),
            humidity("s-wet", "2026-01-01T00:10:02Z", 55)));
  }

  /**
   * In Stuttgart clocks went from 02:00 to 03:00 on 29 March 2026, at 01:00 UTC. The readings begin
   * an hour and a half before midnight UTC.
   */
  private static void writeNight() throws IOException {
    append(
        registry.resolve("sensors.ndjson"),
        List.of("{\"sensor_id\":\"s-night\",\"facility_id\":\"f-1\",\"equipment_id\":\"e-n\"}"));
    long begin = Instant.parse("2026-03-28T22:30:00Z").toEpochMilli();
    List<String> lines = new ArrayList<>();
    for (int minute = 0; minute < 240; minute++) {
      lines.add(
          "{\"sensor_id\":\"s-night\",\"timestamp\":\"%s\",\"value\":%d}"
              .formatted(Timestamps.format(begin + minute * 60_000L), minute % 7));
    }
    append(input.resolve("part-00000.ndjson"), lines);
  }

  /** Long enough for novelty to alert staff, in two files, with a value that never was before. */
  private static void writeLongSeries() throws IOException {
    long begin = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    List<List<String>> lines = List.of(new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < 1200; i++) {
      lines
          .get(i % 2)
          .add(
              "{\"sensor_id\":\"s-long\",\"timestamp\":\"%s\",\"value\":%s}"
                  .formatted(Timestamps.format(begin + i * 7_000L), i == 1150 ? 30 : i % 7));
    }
    append(input.resolve("part-00000.ndjson"), lines.get(0));
    Files.write(input.resolve("part-00002.ndjson"), lines.get(1));
  }

  @Test
  void everyOutputIsThatOfTheReference() throws IOException {
    assertTrue(expected.alerts().size() > 5, () -> "alerts: " + expected.alerts());
    assertTrue(
        expected.alerts().stream().anyMatch(a -> a.anomaly().detector().equals("novelty")),
        () -> "alerts: " + expected.alerts());
    assertEquals(List.of(), ReferenceComparison.differences(output, expected));
    assertTrue(accounting.balances(), accounting::toString);
  }

  @Test
  void everyReadingHasAScoreInEventTimeOrder() throws IOException {
    List<JsonNode> scores = new ArrayList<>();
    try (Stream<Path> files = Files.list(output.resolve("scores"))) {
      for (Path file : files.toList()) {
        for (String line : Files.readAllLines(file)) {
          scores.add(new ObjectMapper().readTree(line));
        }
      }
    }
    long readings = expected.readings().size();
    assertEquals(
        Map.of("guard", readings, "novelty", readings),
        scores.stream()
            .collect(
                Collectors.groupingBy(
                    score -> score.path("detector").asText(), Collectors.counting())));
    scores.removeIf(score -> score.path("detector").asText().equals("guard"));
    assertEquals(
        expected.anomalies().stream()
            .filter(anomaly -> anomaly.detector().equals("novelty"))
            .map(anomaly -> anomaly.labels().sensorId() + " " + anomaly.eventTime())
            .sorted()
            .toList(),
        scores.stream()
            .filter(score -> score.path("alert").asBoolean())
            .map(
                score ->
                    score.path("sensor_id").asText()
                        + " "
                        + ChronoUnit.MICROS.between(
                            Instant.EPOCH, Instant.parse(score.path("timestamp").asText())))
            .sorted()
            .toList());
  }

  @Test
  void theLakeHoldsEveryReadingOnceWithAllColumns() throws SQLException {
    assertEquals(LakeContents.expected(expected), LakeContents.read(output.resolve("readings")));
  }

  @Test
  void valuesOutOfRangeAreArchivedAtTheNearerBound() throws SQLException {
    assertEquals(
        List.of(
            "value=100.0, range_check=clamped",
            "value=0.0, range_check=clamped",
            "value=55.0, range_check=ok"),
        archived("s-wet", "value", "range_check"));
  }

  @Test
  void localTimeFollowsTheFacilityOverMidnightAndTheChangeToSummerTime() throws SQLException {
    List<String> night = archived("s-night", "date", "hour_of_day", "day_of_week", "shift");
    assertEquals(
        List.of(
            "date=2026-03-28, hour_of_day=23, day_of_week=6, shift=night",
            "date=2026-03-28, hour_of_day=0, day_of_week=7, shift=night",
            "date=2026-03-29, hour_of_day=1, day_of_week=7, shift=night",
            "date=2026-03-29, hour_of_day=3, day_of_week=7, shift=night",
            "date=2026-03-29, hour_of_day=4, day_of_week=7, shift=night"),
        night.stream().distinct().toList());
  }

  @Test
  void theSameInputAgainGivesTheSameFiles() throws IOException {
    Map<String, String> first = filesOf(output);
    runJob();
    assertEquals(first, filesOf(output));
  }

  private static String humidity(String sensor, String time, double value) {
    return "{\"sensor_id\":\"%s\",\"timestamp\":\"%s\",\"sensor_type\":\"humidity\",\"value\":%s}"
        .formatted(sensor, time, value);
  }

  private static ReferenceResult reference() throws IOException {
    List<Path> files;
    try (Stream<Path> list = Files.list(input)) {
      files = list.toList();
    }
    return ReferenceJob.run(ReferenceInput.ofFiles(files), registry, ReferenceJob.Options.DEFAULTS);
  }

  private static Accounting runJob() throws IOException {
    // Beam knows the options of a kind that has been loaded.
    PipelineKind kind = PipelineKinds.TELEMETRY;
    PipelineOptions options =
        PipelineOptionsFactory.fromArgs(
                "--jobName=batch",
                "--inputFiles=" + input + "/*",
                "--assetRegistry=" + registry,
                ReferenceSettings.option(folder),
                "--output=" + output,
                "--scores=true",
                "--targetParallelism=2")
            .create();
    Job job = Job.launch(kind, options);
    assertEquals(State.DONE, job.waitUntilFinish());
    return job.accounting();
  }

  /** Columns of a sensor's rows in the lake, in order of event time. */
  private static List<String> archived(String sensor, String... columns) throws SQLException {
    return LakeContents.readRows(output.resolve("readings")).stream()
        .filter(row -> row.get("sensor_id").equals(sensor))
        .sorted(Comparator.comparing(row -> (String) row.get("timestamp")))
        .map(
            row ->
                Arrays.stream(columns)
                    .map(column -> column + "=" + row.get(column))
                    .collect(Collectors.joining(", ")))
        .toList();
  }

  /** Names and contents; of NDJSON the sorted lines, and of Parquet the name, which tells them. */
  private static Map<String, String> filesOf(Path directory) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(directory)) {
      all.filter(Files::isRegularFile)
          .forEach(file -> files.put(directory.relativize(file).toString(), contents(file)));
    }
    assertFalse(files.isEmpty());
    return files;
  }

  private static String contents(Path file) {
    if (file.toString().endsWith(".parquet")) {
      return "";
    }
    try {
      String[] lines = Files.readString(file).split("\n", -1);
      Arrays.sort(lines);
      return String.join("\n", lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.plantbeam.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.model.Timestamps;
import io.plantbeam.options.TelemetryOptions;
import io.plantbeam.pipeline.Accounting;
import io.plantbeam.pipeline.TelemetryJob;
import io.plantbeam.reference.ReferenceComparison;
import io.plantbeam.reference.ReferenceInput;
import io.plantbeam.reference.ReferenceJob;
import io.plantbeam.reference.ReferenceResult;
import io.plantbeam.reference.ReferenceResult.EnrichedReading;
import io.plantbeam.simulate.DirtyKind;
import io.plantbeam.simulate.FileTarget;
import io.plantbeam.simulate.MessageStream;
import io.plantbeam.simulate.Plant;
import io.plantbeam.simulate.PlantFiles;
import io.plantbeam.simulate.PlantSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.beam.sdk.PipelineResult.State;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
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

  @TempDir Path folder;
  private Path input;
  private Path registry;
  private Path output;

  @BeforeEach
  void writeInput() throws IOException {
    input = folder.resolve("input");
    registry = folder.resolve("registry");
    output = folder.resolve("output");
    Plant plant = new Plant(PLANT);
    PlantFiles.writeRegistry(registry, plant);
    writeMessages(plant);
    compress(input.resolve("part-00001.ndjson"));
  }

  private void writeMessages(Plant plant) throws IOException {
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

  @Test
  void everyOutputIsThatOfTheReference() throws IOException, SQLException {
    ReferenceResult expected = reference();
    assertTrue(expected.alerts().size() > 5, () -> "alerts: " + expected.alerts());

    Accounting accounting = run();

    assertEquals(List.of(), ReferenceComparison.differences(output, expected));
    assertEquals(LakeContents.expected(expected), LakeContents.read(output.resolve("readings")));
    assertTrue(accounting.balances(), accounting::toString);
  }

  @Test
  void theSameInputAgainGivesTheSameFiles() throws IOException {
    run();
    Map<String, String> first = filesOf(output);
    run();
    assertEquals(first, filesOf(output));
  }

  @Test
  void valuesThatAreClampedAreArchivedAndCountedAsSuch() throws IOException, SQLException {
    append(
        input.resolve("part-00000.ndjson"),
        List.of(
            humidity("s-wet", "2026-01-01T00:10:00Z", 104.5),
            humidity("s-wet", "2026-01-01T00:10:01Z", -3),
            humidity("s-wet", "2026-01-01T00:10:02Z", 55)));
    ReferenceResult expected = reference();
    assertEquals(
        List.of("clamped 100.0", "clamped 0.0", "ok 55.0"),
        expected.readings().stream()
            .map(EnrichedReading::reading)
            .filter(reading -> reading.sensorId().equals("s-wet"))
            .map(reading -> reading.rangeCheck() + " " + reading.value())
            .toList());

    run();

    assertEquals(List.of(), ReferenceComparison.differences(output, expected));
    assertEquals(LakeContents.expected(expected), LakeContents.read(output.resolve("readings")));
  }

  /**
   * In Stuttgart clocks went from 02:00 to 03:00 on 29 March 2026, at 01:00 UTC. The readings begin
   * an hour and a half before midnight UTC.
   */
  @Test
  void localTimeFollowsTheFacilityOverMidnightAndTheChangeToSummerTime()
      throws IOException, SQLException {
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
    ReferenceResult expected = reference();
    List<EnrichedReading> night =
        expected.readings().stream()
            .filter(reading -> reading.reading().sensorId().equals("s-night"))
            .toList();
    assertEquals(
        Set.of(23, 0, 1, 3, 4),
        night.stream().map(EnrichedReading::hourOfDay).collect(Collectors.toSet()));
    assertEquals(
        Set.of(6, 7), night.stream().map(EnrichedReading::dayOfWeek).collect(Collectors.toSet()));

    run();

    assertEquals(List.of(), ReferenceComparison.differences(output, expected));
    assertEquals(LakeContents.expected(expected), LakeContents.read(output.resolve("readings")));
    Path ofSensorType = output.resolve("readings/facility_id=f-1/sensor_type=unknown");
    assertEquals(Set.of("date=2026-03-28", "date=2026-03-29"), namesIn(ofSensorType));
  }

  private static String humidity(String sensor, String time, double value) {
    return "{\"sensor_id\":\"%s\",\"timestamp\":\"%s\",\"sensor_type\":\"humidity\",\"value\":%s}"
        .formatted(sensor, time, value);
  }

  private ReferenceResult reference() throws IOException {
    List<Path> files;
    try (Stream<Path> list = Files.list(input)) {
      files = list.toList();
    }
    return ReferenceJob.run(ReferenceInput.ofFiles(files), registry, ReferenceJob.Options.DEFAULTS);
  }

  private Accounting run() throws IOException {
    TelemetryOptions options =
        PipelineOptionsFactory.fromArgs(
                "--inputFiles=" + input + "/*",
                "--assetRegistry=" + registry,
                "--output=" + output,
                "--targetParallelism=2")
            .as(TelemetryOptions.class);
    TelemetryJob job = TelemetryJob.launch(options);
    assertEquals(State.DONE, job.waitUntilFinish());
    return job.accounting();
  }

  private static Set<String> namesIn(Path directory) throws IOException {
    try (Stream<Path> list = Files.list(directory)) {
      return list.map(path -> path.getFileName().toString()).collect(Collectors.toSet());
    }
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

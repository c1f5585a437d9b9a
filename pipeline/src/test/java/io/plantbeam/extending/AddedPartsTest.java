package io.plantbeam.extending;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.detect.Detectors;
import io.plantbeam.format.MessageFormats;
import io.plantbeam.job.Connector;
import io.plantbeam.job.Job;
import io.plantbeam.job.PipelineKind;
import io.plantbeam.model.Counters;
import io.plantbeam.telemetry.Connectors;
import io.plantbeam.telemetry.ReplayKind;
import io.plantbeam.telemetry.TelemetryKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Parts that the code has never seen, each a class or a folder and a line in a list: the recipes of
 * {@code docs/extending.md}, carried out.
 */
class AddedPartsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<Connector> CONNECTORS =
      with(Connectors.ALL, List.of(new LinesConnector(), new CountingConnector()));
  private static final List<MessageFormats.Type> FORMATS =
      with(MessageFormats.ALL, List.of(PairsFormat.TYPE));
  private static final PipelineKind TELEMETRY =
      new TelemetryKind(
          CONNECTORS,
          FORMATS,
          with(Detectors.ALL, List.of(SpreadDetector.TYPE, JumpDetector.TYPE)));

  private static final String LINES =
      "--inputLines=p-1 1000 a=1,p-1 2000 a=2 b=3,p-2 soon a=4,p-2 3000 a=five b=6";

  @TempDir Path folder;

  private static <T> List<T> with(List<? extends T> all, List<? extends T> added) {
    List<T> both = new ArrayList<>(all);
    both.addAll(added);
    return both;
  }

  @Test
  void sourceFormatAndSinkRunInTheTelemetryPipeline() throws IOException {
    Job job = run(TELEMETRY, LINES, "--messageFormat=pairs", "--countOutput=window-stats");

    // Of three series, each in five windows.
    assertEquals(15, job.accounting().count(CountingConnector.COUNTED));
    assertFalse(Files.exists(folder.resolve("out/window-stats")));

    assertEquals(4, job.accounting().count(Counters.MESSAGES));
    assertEquals(4, job.accounting().count(Counters.ARCHIVED));
    assertTrue(job.accounting().balances());
    JsonNode summary = JSON.readTree(folder.resolve("out/summary.json").toFile());
    assertEquals(15, summary.get(CountingConnector.COUNTED).asLong());
    assertEquals(2, summary.get("dead_lettered").asLong());

    Map<String, JsonNode> letters = records("dead-letters", "payload");
    assertEquals(List.of("p-2 3000 a=five b=6", "p-2 soon a=4"), List.copyOf(letters.keySet()));
    JsonNode letter = letters.get("p-2 3000 a=five b=6");
    assertEquals("invalid_value", letter.get("reason").asText());
    assertEquals("a", letter.get("field").asText());
    assertEquals("lines:inputLines", letter.get("topic").asText());
    assertEquals(3, letter.get("offset").asLong());
  }

  @Test
  void detectorJudgesByTheParametersOfTheSensorTypesFileAndItsAnomaliesBecomeAlerts()
      throws IOException {
    Path types =
        Files.writeString(
            folder.resolve("types.yaml"),
            """
            sensor_types:
              near: { unit: mm, detectors: { spread: { most: 2 } } }
              far: { unit: mm, detectors: { spread: {} } }
            """);
    run(
        TELEMETRY,
        "--inputLines=p-1 1000 near=1 far=1,p-1 2000 near=4 far=4",
        "--messageFormat=pairs",
        "--sensorTypes=" + types);
    JsonNode anomaly = records("anomalies", "metric").get("near");
    assertEquals("spread", anomaly.get("detector").asText());
    assertEquals(3, anomaly.get("value").asDouble());
    assertEquals(List.of("near"), List.copyOf(records("anomalies", "metric").keySet()));
    assertEquals("spread", records("alerts", "metric").get("near").get("detector").asText());
  }

  @Test
  void detectorOfReadingsJudgesEachReadingAndItsAnomaliesBecomeAlerts() throws IOException {
    Path types =
        Files.writeString(
            folder.resolve("types.yaml"),
            """
            sensor_types:
              near: { unit: mm, detectors: { jump: { most: 2 } } }
              far: { unit: mm, detectors: { jump: {} } }
            """);
    run(
        TELEMETRY,
        "--inputLines=p-1 1000 near=1 far=1,p-1 3000 near=5 far=5,p-1 2000 near=2 far=2",
        "--messageFormat=pairs",
        "--sensorTypes=" + types,
        "--scores=true");
    JsonNode anomaly = records("anomalies", "metric").get("near");
    assertEquals("jump", anomaly.get("detector").asText());
    assertEquals(5, anomaly.get("value").asDouble());
    assertEquals(4, anomaly.get("expected_high").asDouble());
    assertEquals(List.of("near"), List.copyOf(records("anomalies", "metric").keySet()));
    assertEquals("jump", records("alerts", "metric").get("near").get("detector").asText());

    assertTrue(records("scores", "detector").containsKey("jump"));
  }

  @Test
  void parameterOfTheDetectorThatIsOutOfItsRangeIsRefused() throws IOException {
    Path types =
        Files.writeString(
            folder.resolve("types.yaml"),
            "sensor_types: { near: { unit: mm, detectors: { spread: { most: 0 } } } }");
    assertEquals(
        List.of(
            "--sensorTypes=%1$s: %1$s line 1: sensor_types.near.detectors.spread.most is 0; allowed"
                    .formatted(types)
                + " is a number above 0."),
        problems(TELEMETRY, LINES, "--messageFormat=pairs", "--sensorTypes=" + types));
  }

  @Test
  void pipelineOfItsOwnMakesItsOutputOfTheSameParts() throws IOException {
    PipelineKind census = new CensusKind(CONNECTORS, new PairsFormat());

    Job job = run(census, LINES);
    assertTrue(job.accounting().balances());
    assertEquals(6, job.accounting().measures());
    Map<String, JsonNode> sensors = records("census", "sensor_id");
    assertEquals(List.of("p-1", "p-2"), List.copyOf(sensors.keySet()));
    assertEquals(3, sensors.get("p-1").get("readings").asLong());
    assertEquals(1, sensors.get("p-2").get("readings").asLong());
    assertEquals(2, records("dead-letters", "payload").size());
  }

  @Test
  void rollUpMergesThePanesThatTheWindowsAreMadeOf() throws IOException {
    Path registry = Files.createDirectory(folder.resolve("registry"));
    Files.writeString(registry.resolve("facilities.csv"), "facility_id\nf-1\nf-2\n");
    Files.writeString(
        registry.resolve("sensors.csv"), "sensor_id,facility_id\np-1,f-1\np-2,f-1\np-3,f-2\n");
    Job job =
        run(
            new RollUpKind(CONNECTORS, new PairsFormat()),
            "--inputLines=p-1 1000 a=1,p-1 61000 a=3,p-2 2000 a=5 b=7,p-3 3000 a=9",
            "--assetRegistry=" + registry);

    assertTrue(job.accounting().balances());
    assertEquals(5, job.accounting().count(Counters.WINDOWS));
    Map<String, JsonNode> means = records("facility-means", "facility_id");
    assertEquals(List.of("f-1", "f-2"), List.copyOf(means.keySet()));
    assertEquals(4, means.get("f-1").get("readings").asLong());
    assertEquals(4, means.get("f-1").get("mean").asDouble());
    assertEquals(9, means.get("f-2").get("mean").asDouble());
  }

  @Test
  void sinkTakesTheOutputOfAnAddedPipelineFromTheFiles() throws IOException {
    Job job = run(new CensusKind(CONNECTORS, new PairsFormat()), LINES, "--countOutput=census");
    assertEquals(2, job.accounting().count(CountingConnector.COUNTED));
    assertFalse(Files.exists(folder.resolve("out/census")));
  }

  @Test
  void withoutTheirOptionsAllIsAsItWas() throws IOException {
    Path input =
        Files.writeString(
            folder.resolve("in.ndjson"),
            "{\"sensor_id\":\"s\",\"timestamp\":1767225600000,\"value\":1}\n");
    Job job = run(TELEMETRY, "--inputFiles=" + input);
    assertEquals(5, job.accounting().count(Counters.WINDOWS));
    assertEquals(0, job.accounting().count(CountingConnector.COUNTED));
    assertTrue(Files.exists(folder.resolve("out/window-stats")));
  }

  @Test
  void theirOptionsAreCheckedAndExplainedAsAllOthers() throws IOException {
    Path input = Files.writeString(folder.resolve("in.ndjson"), "{}");
    assertEquals(
        List.of(
            "--inputFiles=%s: cannot be used with --inputLines; a job reads files or lines, not both"
                .formatted(input),
            "--messageFormat=pair: there is no such format and no such file; did you mean pairs?"),
        problems(
            TELEMETRY,
            "--messageFormat=pair",
            "--inputLines=p-1 1000 a=1",
            "--inputFiles=" + input));
  }

  @Test
  void sinkIsRefusedWhereThePipelineMakesNothingForIt() {
    PipelineKind replay = new ReplayKind(CONNECTORS, FORMATS);
    assertEquals(
        List.of(
            "--countOutput=window-stats: cannot be used with --pipeline=replay, which archives the readings"
                + " of dead letters and judges none, because the other readings of their windows"
                + " are missing; leave it out"),
        problems(replay, LINES, "--inputFormat=dead-letters", "--countOutput=window-stats"));
  }

  private List<String> problems(PipelineKind kind, String... arguments) {
    return assertThrows(InvalidOptionsException.class, () -> run(kind, arguments)).problems();
  }

  private Job run(PipelineKind kind, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--output=" + folder.resolve("out"));
    Job job =
        Job.launch(kind, PipelineOptionsFactory.fromArgs(all.toArray(String[]::new)).create());
    job.waitUntilFinish();
    return job;
  }

  /** The records of an output that went to files, by a field of theirs. */
  private Map<String, JsonNode> records(String output, String field) throws IOException {
    Map<String, JsonNode> records = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder.resolve("out").resolve(output))) {
      for (Path file : files.toList()) {
        for (String line : Files.readAllLines(file)) {
          JsonNode record = JSON.readTree(line);
          records.put(record.get(field).asText(), record);
        }
      }
    }
    return records;
  }
}

package io.plantbeam.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.launch.ExitCode;
import io.plantbeam.model.Counters;
import io.plantbeam.reference.ReferenceComparison;
import io.plantbeam.testing.SharedKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run, a fix of the sensor types, and a replay of the run's dead letters: together what a run
 * with the fix would have made from the start.
 */
class ReplayTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final int FIXED = 5;

  /** Those that have the fixed readings, one of them twice; two are in one message. */
  private static final int FIXED_MESSAGES = 5;

  private static final int STILL_WRONG = 9;

  @TempDir Path folder;
  private Path messages;
  private Path fix;

  @BeforeEach
  void writeInput() throws IOException {
    Files.writeString(
        Files.createDirectory(folder.resolve("registry")).resolve("sensors.ndjson"),
        "{\"sensor_id\":\"oven\",\"facility_id\":\"f-1\",\"equipment_id\":\"e-1\"}\n");
    Files.writeString(
        folder.resolve("registry/facilities.ndjson"),
        "{\"facility_id\":\"f-1\",\"name\":\"Nord\",\"timezone\":\"Europe/Berlin\"}\n");
    fix =
        Files.writeString(
            folder.resolve("types.yaml"),
            """
            sensor_types:
              temperature:
                unit: celsius
                range: { low: -50, high: 900, policy: reject }
                measures:
                  temperature_celsius:
                    unit: celsius
                    range: { low: -50, high: 900, policy: reject }
                  humidity: { unit: percent, range: { low: 0, high: 100, policy: clamp } }
              power:
                measures: { voltage: { unit: V }, current: { unit: A } }
              torque:
                measures: { torque_nm: { unit: Nm }, angle: { unit: rad } }
            """);
    String both = "{'sensor_id':'oven','timestamp':%d,'temperature_celsius':%d,'humidity':101}";
    Files.write(
        folder.resolve("messages.ndjson"),
        String.join(
                "\n",
                // Good from the start.
                "{'sensor_id':'oven','timestamp':1767225660000,'sensor_type':'temperature','value':20}",
                both.formatted(1_767_225_660_000L, 20),
                // Made good by the fix: 5 readings, one of them twice, and two of one time.
                both.formatted(1_767_225_720_000L, 400),
                both.formatted(1_767_225_720_000L, 400),
                both.formatted(1_767_225_720_000L, 401),
                "{'sensor_id':'oven','timestamp':1767225780000,'sensor_type':'temperature','value':850,"
                    + "'quality_score':0.5}",
                "{'device_id':'wrench','timestamp':1767225660000,'torque_nm':4.5,'angle':0.1}",
                // Wrong for ever, beside a measure that is good.
                "{'sensor_id':'oven','timestamp':1767225840000,'temperature_celsius':-300,'humidity':1}",
                "{'sensor_id':'m','timestamp':1767225660000,'voltage':230,'current':'much'}",
                "{'sensor_id':'m','timestamp':1767225660000,'quality_score':'good','voltage':230}",
                "{'sensor_id':'m','voltage':230}",
                "{'sensor_id':'m','timestamp':'today','voltage':230}",
                "{'timestamp':1767225660000,'voltage':230}",
                "{'sensor_id':'m','timestamp':1767225660000,'voltage':1e999}",
                "{oops",
                "'" + "x".repeat(2 << 20) + "'\n")
            .replace('\'', '"')
            .getBytes(StandardCharsets.UTF_8));
    messages = folder.resolve("messages.ndjson");
  }

  @Test
  void replayFromFilesMakesTheLakeOfARunWithTheFixFromTheStart() throws Exception {
    JsonNode whole = run(ExitCode.OK, "whole", messages, "--sensorTypes=" + fix);
    JsonNode first = run(ExitCode.OK, "out", messages);
    assertEquals(
        STILL_WRONG + FIXED_MESSAGES, first.path("dead_lettered").asInt(), first::toString);
    Path letters = move("replayed");

    JsonNode replay =
        run(
            ExitCode.OK,
            "out",
            letters.resolve("*"),
            "--inputFormat=dead-letters",
            "--sensorTypes=" + fix);

    assertEquals(lake("whole"), lake("out"));
    assertEquals(deadLetters("whole"), deadLetters("out"));
    assertEquals(STILL_WRONG + FIXED_MESSAGES, replay.path("messages").asInt(), replay::toString);
    assertEquals(FIXED, replay.path("archived").asInt(), replay::toString);
    assertEquals(1, replay.path("duplicates").asInt(), replay::toString);
    assertEquals(1, replay.path("same_time").asInt(), replay::toString);
    assertEquals(STILL_WRONG, replay.path("dead_lettered").asInt(), replay::toString);
    assertEquals(1, replay.path("not_replayable").asInt(), replay::toString);
    assertEquals(0, replay.path("under_way").asInt(), replay::toString);
    assertEquals(
        whole.path("archived").asInt(),
        first.path("archived").asInt() + replay.path("archived").asInt());
  }

  @Test
  void replayLeavesStatisticsAnomaliesAndAlertsAsTheyWere() throws Exception {
    run(ExitCode.OK, "out", messages);
    Path letters = move("replayed");
    List<String> before = namesOfFiles();
    JsonNode replay =
        run(
            ExitCode.OK,
            "out",
            letters.resolve("*"),
            "--inputFormat=dead-letters",
            "--sensorTypes=" + fix);
    assertEquals(0, replay.path("windows").asInt(), replay::toString);
    assertEquals(before, namesOfFiles());
    assertNotEquals(List.of(), before);
  }

  @Test
  void replayThatIsRepeatedReplacesWhatItHasWritten() throws Exception {
    run(ExitCode.OK, "out", messages);
    Path letters = move("replayed");
    String[] options = {"--inputFormat=dead-letters", "--sensorTypes=" + fix};
    run(ExitCode.OK, "out", letters.resolve("*"), options);
    List<String> lake = lake("out");
    run(ExitCode.OK, "out", letters.resolve("*"), options);
    assertEquals(lake, lake("out"));
    assertEquals(STILL_WRONG, deadLetters("out").size());
  }

  @Test
  void replayOfWhatIsLeftChangesNothing() throws Exception {
    run(ExitCode.OK, "out", messages, "--sensorTypes=" + fix);
    List<String> letters = deadLetters("out");
    List<String> lake = lake("out");
    Path left = move("left");
    JsonNode replay =
        run(
            ExitCode.OK,
            "out",
            left.resolve("*"),
            "--inputFormat=dead-letters",
            "--sensorTypes=" + fix);
    assertEquals(0, replay.path("archived").asInt(), replay::toString);
    assertEquals(lake, lake("out"));
    assertEquals(letters, deadLetters("out"));
  }

  @Test
  void letterWhoseJsonIsLongerThanAnyMessageIsReplayed() throws Exception {
    String escaped = "\\\"".repeat(300_000);
    messages =
        Files.writeString(
            folder.resolve("long.ndjson"),
            "{\"sensor_id\":\"s\",\"timestamp\":1767225600000,\"sensor_type\":\"temperature\",\"value\":500,"
                + "\"metadata\":\"%s\"}%n".formatted(escaped));
    run(ExitCode.OK, "out", messages);
    Path letters = move("replayed");
    JsonNode replay =
        run(
            ExitCode.OK,
            "out",
            letters.resolve("*"),
            "--inputFormat=dead-letters",
            "--sensorTypes=" + fix);
    assertEquals(1, replay.path("archived").asInt(), replay::toString);
    assertEquals(0, replay.path("dead_lettered").asInt(), replay::toString);
    assertFalse(Files.exists(folder.resolve("out/dead-letters")));
  }

  @Test
  void replayFromATopicMakesTheLakeOfARunWithTheFixFromTheStart() throws Exception {
    String servers = "--bootstrapServers=" + SharedKafka.broker().bootstrapServers();
    String letters = SharedKafka.newTopic("letters", 1);
    String left = SharedKafka.newTopic("letters-left", 1);
    run(ExitCode.OK, "whole", messages, "--sensorTypes=" + fix);
    run(ExitCode.OK, "out", messages, servers, "--deadLetterTopic=" + letters);
    assertFalse(Files.exists(folder.resolve("out/dead-letters")));

    try (StreamingRun replay =
        StreamingRun.launch(
            folder,
            "--inputFormat=dead-letters",
            "--inputTopics=" + letters,
            "--deadLetterTopic=" + left,
            "--sensorTypes=" + fix,
            "--assetRegistry=" + folder.resolve("registry"),
            "--idleAfter=1s",
            "--maxOutOfOrderness=0s",
            "--lakeInterval=1s",
            "--output=" + folder.resolve("out"))) {
      replay.await(
          done ->
              done.count(Counters.ARCHIVED) == FIXED
                  && done.count(Counters.DEAD_LETTERED) == STILL_WRONG);
      replay.stop();
    }
    assertEquals(lake("whole"), lake("out"));
    List<String> found =
        SharedKafka.readUntil(left, records -> records.size() >= STILL_WRONG).stream()
            .map(record -> withoutFolder(new String(record.value(), StandardCharsets.UTF_8)))
            .sorted()
            .toList();
    assertEquals(deadLetters("whole"), found);
  }

  @Test
  void filesAmongWhichTheReplayWouldWriteAreRefused() throws Exception {
    run(ExitCode.OK, "out", messages);
    CommandRun refused =
        CommandRun.of(
            List.of(
                "--inputFormat=dead-letters",
                "--inputFiles=" + folder.resolve("out/dead-letters/*"),
                "--output=" + folder.resolve("out")));
    assertEquals(ExitCode.INVALID_OPTIONS, refused.exitCode(), refused::toString);
    assertEquals(
        "--inputFiles=DIR/out/dead-letters/*: has files in DIR/out/dead-letters/, where what stays wrong is written, so that the next replay would repeat this one; move them to another directory first",
        refused.errors().get(0).replace(folder.toString(), "DIR"));
  }

  private JsonNode run(int exitCode, String output, Path input, String... more) throws IOException {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--inputFiles=" + input,
                "--assetRegistry=" + folder.resolve("registry"),
                "--output=" + folder.resolve(output)));
    options.addAll(List.of(more));
    CommandRun run = CommandRun.of(options);
    assertEquals(exitCode, run.exitCode(), run::toString);
    assertEquals(List.of(), run.errors());
    return JSON.readTree(folder.resolve(output).resolve("summary.json").toFile());
  }

  /** Moves the dead letters of the output. */
  private Path move(String directory) throws IOException {
    return Files.move(folder.resolve("out/dead-letters"), folder.resolve(directory));
  }

  private List<String> lake(String output) throws Exception {
    return LakeContents.read(folder.resolve(output).resolve("readings"));
  }

  private List<String> deadLetters(String output) throws IOException {
    return ReferenceComparison.records(folder.resolve(output).resolve("dead-letters")).stream()
        .map(letter -> withoutFolder(letter.toString()))
        .sorted()
        .toList();
  }

  private String withoutFolder(String letter) {
    return letter.replace(folder.toString(), "");
  }

  /** All but the lake and the dead letters, with their sizes. */
  private List<String> namesOfFiles() throws IOException {
    List<String> names = new ArrayList<>();
    for (String output : List.of("window-stats", "anomalies", "alerts")) {
      Path directory = folder.resolve("out").resolve(output);
      if (Files.exists(directory)) {
        try (Stream<Path> files = Files.list(directory)) {
          files.forEach(file -> names.add(file + " " + size(file)));
        }
      }
    }
    return names.stream().sorted().toList();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.plantbeam.launch.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.launch.ExitCode;
import io.plantbeam.testing.SharedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightOptionTest {
  @TempDir Path folder;

  private TemplatesRun stream(String command, String runner, String topic, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                command,
                "kafka-to-lake-and-alerts",
                "--preflight",
                "--runner=" + runner,
                "--set=bootstrapServers=" + SharedKafka.broker().bootstrapServers(),
                "--set=inputTopics=" + topic,
                "--set=output=" + folder.resolve("out")));
    words.addAll(List.of(more));
    return TemplatesRun.of(words.toArray(String[]::new));
  }

  @Test
  void jobThatHasAllThatItNeedsIsValid() {
    TemplatesRun run = stream("validate", "FlinkRunner", SharedKafka.newTopic("given", 2));
    List<String> lines = run.output().lines().toList();
    assertEquals(ExitCode.OK, run.exitCode(), run.output());
    assertTrue(
        lines.subList(0, lines.size() - 1).stream().allMatch(line -> line.startsWith("\u2713 ")),
        run.output());
    assertTrue(lines.get(1).startsWith("\u2713 parallelism 2: "), run.output());
    assertTrue(lines.get(lines.size() - 1).startsWith("kafka-to-lake-and-alerts "), run.output());
  }

  @Test
  void crossIsExitCodeThree() {
    TemplatesRun run =
        stream("validate", "FlinkRunner", SharedKafka.newTopic("narrow", 1), "--set=parallelism=3");
    assertEquals(ExitCode.SERVER_UNAVAILABLE, run.exitCode());
    assertEquals(
        1, run.output().lines().filter(line -> line.startsWith("\u2717 ")).count(), run.output());
    assertTrue(run.output().contains("\u2717 parallelism 3: "), run.output());
  }

  @Test
  void parallelismDoesNotMatterOnOtherEngines() {
    TemplatesRun run = stream("validate", "DirectRunner", SharedKafka.newTopic("direct", 1));
    assertEquals(ExitCode.OK, run.exitCode(), run.output());
    assertFalse(run.output().contains("parallelism"), run.output());
  }

  @Test
  void nothingIsLaunchedAfterACross() {
    TemplatesRun run = stream("launch", "DirectRunner", "a-topic-that-is-not-there");
    assertEquals(ExitCode.SERVER_UNAVAILABLE, run.exitCode());
    assertEquals(List.of("Nothing was started."), run.errors());
    assertTrue(run.output().contains("\u2717 --inputTopics=a-topic-that-is-not-there: "));
    assertFalse(Files.exists(folder.resolve("out")));
  }

  @Test
  void jobIsLaunchedAfterTicksAlone() throws IOException {
    Path messages =
        Files.writeString(
            folder.resolve("a.ndjson"),
            "{\"sensor_id\":\"s\",\"timestamp\":1767225600000,\"value\":1}\n");
    TemplatesRun run =
        TemplatesRun.of(
            "launch",
            "backfill-files-to-lake",
            "--preflight",
            "--set=inputFiles=" + messages,
            "--set=output=" + folder.resolve("out"));
    assertEquals(ExitCode.OK, run.exitCode(), () -> run.errors().toString());
    assertTrue(
        run.output()
            .startsWith(
                "\u2713 --output=%s: the lake can be written\n".formatted(folder.resolve("out"))),
        run.output());
    assertTrue(Files.exists(folder.resolve("out/summary.json")));
  }
}

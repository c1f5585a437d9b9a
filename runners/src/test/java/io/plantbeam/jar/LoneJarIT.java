package io.plantbeam.jar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.servers.JavaCommand;
import io.plantbeam.testing.StartedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar plantbeam.jar}, with nothing else on the class path. */
class LoneJarIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir Path folder;

  @BeforeEach
  void writeReadings() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      lines
          .append("{\"sensor_id\":\"s\",\"metric_type\":\"temperature\",\"timestamp\":")
          .append(1_700_000_000_000L + i * 10_000L)
          .append(",\"value\":20}\n");
    }
    lines.append("no JSON\n");
    Files.writeString(folder.resolve("readings.ndjson"), lines);
  }

  @Test
  void runsABatchJobWithoutSubcommand() throws IOException {
    StartedProgram ended = run();
    assertEquals(0, ended.await(LIMIT), ended::text);
    String summary = Files.readString(folder.resolve("out/summary.json"));
    assertTrue(summary.contains("\"archived\" : 30"), summary);
    assertTrue(summary.contains("\"dead_lettered\" : 1"), summary);
    assertTrue(summary.contains("\"under_way\" : 0"), summary);
  }

  @Test
  void saysHowToGetAnEngine() throws Exception {
    StartedProgram ended = run("--runner=SparkRunner");
    assertEquals(2, ended.await(LIMIT), ended::text);
    assertTrue(
        ended
            .text()
            .startsWith("--runner=SparkRunner: the engine is not on the class path; launch"),
        ended::text);
    assertFalse(Files.exists(folder.resolve("out")));
  }

  private StartedProgram run(String... more) {
    List<String> command = new ArrayList<>(List.of(JavaCommand.java(), "-Xmx512m"));
    command.addAll(JavaCommand.compilerOptions());
    command.addAll(
        List.of(
            "-jar",
            Path.of("target", "plantbeam.jar").toAbsolutePath().toString(),
            "--inputFiles=" + folder.resolve("*.ndjson"),
            "--output=" + folder.resolve("out")));
    command.addAll(List.of(more));
    return StartedProgram.start(command, Map.of(), folder.resolve("log"));
  }
}

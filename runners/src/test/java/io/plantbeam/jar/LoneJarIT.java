package io.plantbeam.jar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar plantbeam.jar}, with nothing else on the class path. */
class LoneJarIT {
  private static final long LIMIT_SECONDS = 120;

  @TempDir Path folder;

  private record Ended(int exitCode, String text) {}

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
  void runsABatchJobWithoutSubcommand() throws Exception {
    Ended ended = run();
    assertEquals(0, ended.exitCode(), ended::text);
    String summary = Files.readString(folder.resolve("out/summary.json"));
    assertTrue(summary.contains("\"archived\" : 30"), summary);
    assertTrue(summary.contains("\"dead_lettered\" : 1"), summary);
    assertTrue(summary.contains("\"under_way\" : 0"), summary);
  }

  @Test
  void saysHowToGetAnEngine() throws Exception {
    Ended ended = run("--runner=SparkRunner");
    assertEquals(2, ended.exitCode(), ended::text);
    assertTrue(
        ended
            .text()
            .startsWith("--runner=SparkRunner: the engine is not on the class path; launch"),
        ended::text);
    assertFalse(Files.exists(folder.resolve("out")));
  }

  private Ended run(String... more) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-jar",
                Path.of("target", "plantbeam.jar").toAbsolutePath().toString(),
                "--inputFiles=" + folder.resolve("*.ndjson"),
                "--output=" + folder.resolve("out")));
    command.addAll(List.of(more));
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "the job has not ended");
    } finally {
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), Files.readString(log, StandardCharsets.UTF_8));
  }
}

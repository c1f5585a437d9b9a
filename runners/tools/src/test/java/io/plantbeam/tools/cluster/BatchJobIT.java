package io.plantbeam.tools.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.reference.ReferenceSettings;
import io.plantbeam.servers.Checkout;
import io.plantbeam.servers.JavaCommand;
import io.plantbeam.testing.StartedProgram;
import io.plantbeam.tools.PlantbeamWithTools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JAR, submitted to real clusters and run without one, as the README says. */
class BatchJobIT {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @TempDir private static Path folder;

  private static List<String> expectedAlerts;

  @BeforeAll
  static void simulateAndRunLocally() throws IOException {
    assertEquals(
        0,
        PlantbeamWithTools.commandLine()
            .execute("simulate", "--output=" + folder, "--sensors=30", "--duration=30m"));
    String[] arguments =
        Stream.concat(Stream.of("run"), arguments("direct").stream()).toArray(String[]::new);
    assertEquals(0, PlantbeamWithTools.commandLine().execute(arguments));
    expectedAlerts = lines("direct/alerts");
    assertTrue(!expectedAlerts.isEmpty(), "there is nothing to compare");
  }

  @Test
  void flinkRunsTheJar() throws IOException {
    FlinkCluster cluster = SharedFlink.cluster();
    List<String> arguments = new ArrayList<>(arguments("flink"));
    arguments.addAll(List.of("--templateName=backfill", "--templateVersion=1.2.0"));
    String output = cluster.run(LIMIT, arguments);

    assertEquals(expectedAlerts, lines("flink/alerts"));
    String job = FlinkCluster.jobId(output);
    assertEquals("backfill", cluster.name(job));
    Map<String, String> shown = cluster.userConfiguration(job);
    assertEquals("backfill", shown.get("templateName"), shown::toString);
    assertEquals("1.2.0", shown.get("templateVersion"), shown::toString);
    assertEquals(folder.resolve("flink").toString(), shown.get("output"), shown::toString);
    assertEquals("5m", shown.get("windowSize"), shown::toString);
  }

  @Test
  void flinkTakesTheJarAndReturns() throws IOException {
    FlinkCluster cluster = SharedFlink.cluster();
    String output = cluster.runDetached(arguments("flink-detached"));

    assertTrue(output.contains("The job was submitted and runs by itself"), output);
    assertFalse(output.contains("Exception"), output);
    cluster.awaitState(FlinkCluster.jobId(output), "FINISHED", LIMIT);
    assertEquals(expectedAlerts, lines("flink-detached/alerts"));
  }

  @Test
  void sparkRunsTheJar() throws IOException {
    SharedSpark.cluster().run(LIMIT, arguments("spark"));

    assertEquals(expectedAlerts, lines("spark/alerts"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"FlinkRunner", "SparkRunner"})
  void checkoutRunsAnEngineInItsOwnProcess(String runner) throws IOException {
    Path checkout = Checkout.root();
    // The script builds what is newer than this; this build has packaged it.
    Files.writeString(checkout.resolve("runners/target/built"), "");
    String output = "own-process-" + runner;
    List<String> command =
        new ArrayList<>(
            List.of(checkout.resolve("plantbeam").toString(), "run", "--runner=" + runner));
    command.addAll(arguments(output));
    String printed =
        StartedProgram.start(
                command,
                Map.of(
                    "JAVA_HOME",
                    JavaCommand.home(),
                    "PLANTBEAM_JAVA_OPTS",
                    String.join(" ", JavaCommand.compilerOptions())),
                folder.resolve(output + ".log"))
            .awaitSuccess(LIMIT);

    assertEquals(expectedAlerts, lines(output + "/alerts"), printed);
  }

  private static List<String> arguments(String output) {
    return List.of(
        "--inputFiles=" + folder.resolve("readings/*.ndjson"),
        "--assetRegistry=" + folder.resolve("registry"),
        ReferenceSettings.option(folder.resolve("settings")),
        "--output=" + folder.resolve(output));
  }

  /** The lines of all files below a directory, sorted. */
  private static List<String> lines(String directory) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(directory))) {
      return files
          .filter(file -> file.toString().endsWith(".ndjson"))
          .flatMap(BatchJobIT::linesOf)
          .sorted()
          .toList();
    }
  }

  private static Stream<String> linesOf(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8).lines();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

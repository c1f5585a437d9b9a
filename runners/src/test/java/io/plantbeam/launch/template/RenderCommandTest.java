package io.plantbeam.launch.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.launch.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenderCommandTest {
  private static final List<String> STREAM =
      List.of(
          "render",
          "kafka-to-lake-and-alerts",
          "--set=bootstrapServers=broker:9092",
          "--set=inputTopics=readings",
          "--set=output=/data/plantbeam");

  private static TemplatesRun stream(String... more) {
    List<String> words = new ArrayList<>(STREAM);
    words.addAll(List.of(more));
    return TemplatesRun.of(words.toArray(String[]::new));
  }

  @Test
  void standardOutputIsTheManifestAlone() {
    TemplatesRun run =
        stream(
            "--target=flink-kubernetes",
            "--image=registry.example.com/plantbeam:1.0",
            "--state-dir=file:///data/state");
    assertEquals(ExitCode.OK, run.exitCode());
    assertTrue(
        run.output().startsWith("apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeployment\n"),
        run.output());
    assertTrue(
        run.output().endsWith("  upgradeMode: savepoint\n    state: running\n"), run.output());
    assertEquals(
        List.of(
            "--output=/data/plantbeam is in the container's own file system, which ends with it; put it on a volume with --volumes.",
            "--state-dir=/data/state is in the container's own file system, which ends with it; put it on a volume with --volumes."),
        run.errors());
  }

  @Test
  void wrongValuesAndMissingSettingsAreSaidAtOnce() {
    TemplatesRun run =
        stream(
            "--target=flink-kubernetes",
            "--set=windowSize=soon",
            "--set=lake=false",
            "--volumes=/data",
            "--state-dir=file:///data/state");
    assertEquals(ExitCode.INVALID_OPTIONS, run.exitCode());
    assertEquals("", run.output());
    assertEquals(4, run.errors().size(), () -> run.errors().toString());
    assertTrue(run.errors().get(0).startsWith("--lake=false: "), () -> run.errors().toString());
    assertTrue(
        run.errors().get(1).startsWith("--windowSize=soon: "), () -> run.errors().toString());
    assertTrue(run.errors().get(2).startsWith("--volumes=/data: "), () -> run.errors().toString());
    assertTrue(
        run.errors().get(3).startsWith("--image: is required"), () -> run.errors().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"flink-kubernetes", "flink-cli"})
  void filesOfAnotherMachineAreNotLookedFor(String target) {
    List<String> settings =
        target.equals("flink-cli") ? List.of() : List.of("--image=i", "--state-dir=s3://b/state");
    List<String> more = new ArrayList<>(settings);
    more.addAll(
        List.of(
            "--target=" + target,
            "--set=assetRegistry=/nowhere/registry",
            "--set=consumerConfig=/nowhere/consumer.properties"));
    TemplatesRun run = stream(more.toArray(String[]::new));
    assertEquals(ExitCode.OK, run.exitCode(), () -> run.errors().toString());
    assertTrue(run.output().contains("--assetRegistry=/nowhere/registry"), run.output());
  }

  @Test
  void filesOfThisMachineAreLookedFor(@TempDir Path folder) {
    TemplatesRun run =
        TemplatesRun.of(
            "render",
            "backfill-files-to-lake",
            "--target=direct",
            "--set=inputFiles=" + folder.resolve("nothing/*.ndjson"),
            "--set=output=" + folder);
    assertEquals(ExitCode.INVALID_OPTIONS, run.exitCode());
    assertTrue(run.errors().get(0).startsWith("--inputFiles="), () -> run.errors().toString());
  }

  @Test
  void rulesBetweenOptionsAndOfEnginesHold() {
    TemplatesRun windows =
        stream("--target=flink-cli", "--set=windowSize=1m", "--set=windowPeriod=5m");
    assertEquals(ExitCode.INVALID_OPTIONS, windows.exitCode());
    assertTrue(
        windows.errors().get(0).startsWith("--windowPeriod=5m: "),
        () -> windows.errors().toString());

    TemplatesRun checkpoints = stream("--target=flink-cli", "--set=checkpointingInterval=0");
    assertEquals(ExitCode.INVALID_OPTIONS, checkpoints.exitCode());
    assertTrue(
        checkpoints.errors().get(0).startsWith("--checkpointingInterval=0: "),
        () -> checkpoints.errors().toString());
  }

  @Test
  void streamOnSparkIsAskedForItsDirectoryOnce() {
    TemplatesRun run = stream("--target=spark-submit");
    assertEquals(ExitCode.INVALID_OPTIONS, run.exitCode());
    assertEquals(1, run.errors().size(), () -> run.errors().toString());
    assertTrue(
        run.errors().get(0).startsWith("--state-dir: is required"), () -> run.errors().toString());
  }

  @Test
  void targetSaysWhichRunner() {
    assertEquals(
        List.of(
            "--runner=SparkRunner: cannot be used with --target=flink-cli, which is for FlinkRunner; leave it out"),
        stream("--target=flink-cli", "--runner=spark").errors());
    assertEquals(ExitCode.OK, stream("--target=flink-cli", "--runner=flink").exitCode());
    assertEquals(
        List.of(
            "--target=flink: there is no such target; allowed are flink-kubernetes, spark-kubernetes, flink-cli, spark-submit, direct"),
        stream("--target=flink").errors());
  }
}

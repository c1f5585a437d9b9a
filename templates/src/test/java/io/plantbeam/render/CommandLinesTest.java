package io.plantbeam.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.spec.engine.Runners;
import io.plantbeam.spec.plan.Launch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs get of the command lines that are printed, once a shell has read them. */
class CommandLinesTest {
  /** Values that a shell would do something with. */
  private static final List<String> NASTY =
      List.of(
          "two words",
          "it's",
          "say \"so\"",
          "$HOME and ${HOME} and $(id) and `id`",
          "*.ndjson ? [a] {b,c} ~",
          "a;b&c|d>e<f(g)",
          "back\\slash\\",
          "#comment !history",
          "two\nlines",
          "t\u00fcr\u65e5",
          "a=b=c",
          "",
          "--flag",
          "'");

  @TempDir Path folder;

  @BeforeEach
  void makePrograms() throws IOException {
    for (String program : List.of("plantbeam", "java", "flink", "spark-submit")) {
      Path file =
          Files.writeString(
              folder.resolve(program),
              "#!/bin/sh\nfor word in \"${0##*/}\" \"$@\"; do printf '%s\\0' \"$word\"; done\n");
      assertTrue(file.toFile().setExecutable(true));
    }
  }

  private static Launch nasty(String runner) {
    List<String> more = new ArrayList<>();
    for (int i = 0; i < NASTY.size(); i++) {
      more.add("option" + i);
      more.add(NASTY.get(i));
    }
    return Launches.batch(runner, more.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "sh"})
  void everyWordArrivesAsItIs(String shell) throws IOException, InterruptedException {
    Launch direct = nasty(Runners.DIRECT);
    assertWords(
        shell,
        List.of("plantbeam", "run"),
        direct,
        RenderTarget.DIRECT.render(direct, Map.of()).text());
    assertWords(
        shell,
        List.of("java", "-jar", "/opt/my jars/plantbeam.jar", "run"),
        direct,
        RenderTarget.DIRECT
            .render(direct, Map.of(RenderSetting.JAR, "/opt/my jars/plantbeam.jar"))
            .text());
    Launch flink = nasty(Runners.FLINK);
    assertWords(
        shell,
        List.of("flink", "run", "-d", "-p", "3", "-m", "host:8081", "plantbeam.jar", "run"),
        flink,
        RenderTarget.FLINK_CLI.render(flink, Map.of(RenderSetting.MASTER, "host:8081")).text());
    Launch spark = nasty(Runners.SPARK);
    assertWords(
        shell,
        List.of(
            "spark-submit",
            "--master",
            "spark://host:7077",
            "--name",
            "line-7",
            "--driver-memory",
            "1g",
            "--executor-memory",
            "2g",
            "--executor-cores",
            "2",
            "--num-executors",
            "2",
            "--total-executor-cores",
            "4",
            "plantbeam.jar",
            "run"),
        spark,
        RenderTarget.SPARK_SUBMIT
            .render(spark, Map.of(RenderSetting.MASTER, "spark://host:7077"))
            .text());
  }

  @Test
  void plainWordsAreNotQuoted() {
    assertEquals(
        """
        flink run -d -p 3 \\
          plantbeam.jar run \\
          --runner=FlinkRunner \\
          --jobName=line-7 \\
          --templateName=test-template \\
          --templateVersion=1.2.3 \\
          --inputFiles='/data/in/*.ndjson' \\
          --output=/data/out
        """,
        RenderTarget.FLINK_CLI.render(Launches.batch(Runners.FLINK), Map.of()).text());
  }

  @Test
  void streamOnSparkGetsItsCheckpointDirectory() {
    String text =
        RenderTarget.SPARK_SUBMIT
            .render(Launches.stream(Runners.SPARK), Map.of(RenderSetting.STATE_DIR, "/data/state/"))
            .text();
    assertTrue(text.endsWith("--checkpointDir=/data/state/line-7/checkpoint\n"), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"flink-kubernetes", "spark-kubernetes", "flink-cli", "spark-submit", "direct"})
  void secretsAreReferredToAndNeverPrinted(String label) throws IOException {
    String canary = "canary-of-the-tests";
    Path file = Files.writeString(folder.resolve("key"), canary);
    RenderTarget target = RenderTarget.named(label).orElseThrow();
    Map<RenderSetting, String> settings =
        target.settings().contains(RenderSetting.IMAGE)
            ? Map.of(RenderSetting.IMAGE, "image")
            : Map.of();
    Rendered rendered =
        target.render(
            Launches.batch(
                target.runner(),
                "elasticsearchApiKey",
                "secret:file:" + file,
                "kafkaSaslJaasConfig",
                "secret:env:PATH"),
            settings);

    String printed = rendered.text() + rendered.notes();
    assertFalse(printed.contains(canary), printed);
    assertFalse(printed.contains(System.getenv("PATH")), printed);
    assertTrue(printed.contains("--elasticsearchApiKey=secret:file:" + file), printed);
    assertTrue(printed.contains("--kafkaSaslJaasConfig=secret:env:PATH"), printed);
    assertTrue(
        rendered.notes().stream()
            .anyMatch(note -> note.contains("PATH") && note.contains(file.toString())),
        () -> rendered.notes().toString());
  }

  private void assertWords(String shell, List<String> program, Launch launch, String line)
      throws IOException, InterruptedException {
    List<String> expected = new ArrayList<>(program);
    expected.addAll(launch.arguments());
    assertEquals(expected, words(shell, line), line);
  }

  /** The words that the program is called with. */
  private List<String> words(String shell, String line) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(shell, "-c", line).directory(folder.toFile());
    builder.environment().merge("PATH", folder.toString(), (path, ours) -> ours + ":" + path);
    builder.redirectErrorStream(true);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(10, TimeUnit.SECONDS));
    assertTrue(output.endsWith("\0"), output);
    return Arrays.asList(output.substring(0, output.length() - 1).split("\0", -1));
  }
}

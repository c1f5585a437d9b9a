package io.plantbeam.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.embedded.EmbeddedKafka;
import io.plantbeam.servers.JavaCommand;
import io.plantbeam.spec.Template;
import io.plantbeam.spec.Templates;
import io.plantbeam.testing.Await;
import io.plantbeam.testing.GeneratedDocs;
import io.plantbeam.tools.PlantbeamWithTools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The lines of the docs that launch each template in this process do so, as they are written, in a
 * shell. The broker alone is another, whose address is in the environment.
 */
class LaunchLinesTest {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @TempDir Path folder;
  private EmbeddedKafka kafka;

  @Test
  void everyTemplateIsLaunchedByItsLine() throws Exception {
    String page = Files.readString(GeneratedDocs.page("templates.md"));
    String section = between(page, "## Launch each template", "On a Flink cluster");
    Files.writeString(folder.resolve("plant.yaml"), between(section, "```yaml\n", "```"));
    writeLauncher();
    List<String> launched = new ArrayList<>();
    try (EmbeddedKafka broker = EmbeddedKafka.open()) {
      kafka = broker;
      kafka.createTopic("readings", 2);
      for (String line : lines(section)) {
        Matcher launch = Pattern.compile("\\./plantbeam templates launch (\\S+).*").matcher(line);
        if (line.startsWith("./plantbeam cluster ")) {
          continue;
        }
        if (!launch.matches()) {
          runToItsEnd(line);
          continue;
        }
        launched.add(launch.group(1));
        Template template = Templates.named(launch.group(1));
        if (template.parameter("inputTopics").map(p -> p.required()).orElse(false)) {
          runUntilItHasWritten(line, template);
        } else {
          runToItsEnd(line);
        }
      }
    }
    assertEquals(Set.copyOf(Templates.SHIPPED), Set.copyOf(launched));
    assertSummaries();
  }

  @Test
  void theReadmeHasTheSameLines() throws IOException {
    List<String> inThisProcess =
        launches(
            between(
                Files.readString(GeneratedDocs.page("templates.md")),
                "## Launch each template",
                "On a Flink cluster"));
    assertEquals(
        inThisProcess, launches(Files.readString(GeneratedDocs.page("../README.md").normalize())));
  }

  @Test
  void messagesOfAnotherShapeAreReadInThreeCommands() throws Exception {
    List<String> lines =
        lines(
            between(
                Files.readString(GeneratedDocs.page("../README.md").normalize()),
                "### Your own messages",
                "###"));
    assertEquals(
        lines,
        lines(
            between(
                Files.readString(GeneratedDocs.page("message-formats.md")),
                "## Your own messages",
                "## Known formats")));
    assertEquals(3, lines.size());
    writeLauncher();
    Files.writeString(
        folder.resolve("samples.ndjson"),
        """
        {"machine":{"asset":"press-7"},"Time":"2026-03-01T08:00:00Z","data":{"rpm":1480,"oil":61.5}}
        {"machine":{"asset":"press-7"},"Time":"2026-03-01T08:00:10Z","data":{"rpm":1481,"oil":61.4}}
        """);
    for (String line : lines) {
      runToItsEnd(line);
    }
    JsonNode summary = summary("out-mapped");
    assertEquals(4, summary.path("archived").asLong(), summary::toString);
    assertEquals(0, summary.path("dead_lettered").asLong(), summary::toString);
  }

  private static List<String> launches(String text) {
    return text.lines().filter(line -> line.startsWith("./plantbeam templates launch ")).toList();
  }

  private void assertSummaries() throws IOException {
    JsonNode stream = summary("out");
    assertEquals("kafka-to-lake-and-alerts", stream.path("template").asText());
    assertEquals("1.0.0", stream.path("template_version").asText());
    assertTrue(stream.path("archived").asLong() > 1000, stream::toString);
    JsonNode alerts = summary("out-alerts");
    assertEquals("alerts-only", alerts.path("template").asText());
    assertEquals(0, alerts.path("archived").asLong());
    assertTrue(alerts.path("anomalies").asLong() > 0, alerts::toString);
    // The replay came last, of dead letters in which nothing was put right.
    JsonNode replay = summary("out-files");
    assertEquals("replay-dead-letters", replay.path("template").asText());
    assertTrue(replay.path("dead_lettered").asLong() > 0, replay::toString);
    assertEquals(0, replay.path("archived").asLong());
    assertTrue(countFiles("out-files/readings", ".parquet") > 0);
    assertTrue(countFiles("out-files/anomalies", ".ndjson") > 0);
  }

  private JsonNode summary(String output) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(output).resolve("summary.json").toFile());
  }

  private static String between(String text, String begin, String end) {
    int from = text.indexOf(begin) + begin.length();
    return text.substring(from, text.indexOf(end, from));
  }

  /** Those of the blocks without a language. */
  private static List<String> lines(String section) {
    List<String> lines = new ArrayList<>();
    Matcher block = Pattern.compile("```(\\w*)\n(.*?)```", Pattern.DOTALL).matcher(section);
    while (block.find()) {
      if (block.group(1).isEmpty()) {
        block.group(2).lines().forEach(lines::add);
      }
    }
    return lines;
  }

  private void writeLauncher() throws IOException {
    Path launcher =
        Files.writeString(
            folder.resolve("plantbeam"),
            "#!/bin/sh\nexec '%s' -Xmx700m -XX:+UseSerialGC %s -cp '%s' %s \"$@\"\n"
                .formatted(
                    JavaCommand.java(),
                    String.join(" ", JavaCommand.compilerOptions()),
                    System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                    PlantbeamWithTools.class.getName()));
    assertTrue(launcher.toFile().setExecutable(true));
  }

  private Process start(String line) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", "exec " + line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("printed.log").toFile());
    if (line.contains("&&")) {
      builder.command("bash", "-c", line);
    }
    if (kafka != null) {
      builder.environment().put("PLANT_BROKERS", kafka.bootstrapServers());
    }
    builder.environment().put("PWD", folder.toString());
    return builder.start();
  }

  private void runToItsEnd(String line) throws IOException, InterruptedException {
    Process process = start(line);
    try {
      assertTrue(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS), () -> line + printed());
      assertEquals(0, process.exitValue(), () -> line + printed());
    } finally {
      process.destroyForcibly();
    }
  }

  private void runUntilItHasWritten(String line, Template template)
      throws IOException, InterruptedException {
    Process process = start(line);
    boolean lake = !"false".equals(template.fixed().get("lake"));
    String output = lake ? "out" : "out-alerts";
    try {
      Await.until(
          LIMIT,
          () ->
              !process.isAlive()
                  || (countFiles(output + "/anomalies", ".ndjson") > 0
                      && (!lake || countFiles(output + "/readings", ".parquet") > 0)),
          this::printed);
      assertTrue(process.isAlive(), () -> line + printed());
      // As timeout and other wrappers do, which signal the command and then all of its group.
      process.destroy();
      process.destroy();
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), this::printed);
      assertEquals(0, process.exitValue(), this::printed);
    } finally {
      process.destroyForcibly();
    }
  }

  private long countFiles(String directory, String end) {
    Path root = folder.resolve(directory);
    if (!Files.exists(root)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(end)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String printed() {
    try {
      return "\n" + Files.readString(folder.resolve("printed.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

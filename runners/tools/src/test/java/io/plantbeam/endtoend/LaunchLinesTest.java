package io.plantbeam.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.embedded.EmbeddedKafka;
import io.plantbeam.spec.Template;
import io.plantbeam.spec.Templates;
import io.plantbeam.testing.Await;
import io.plantbeam.testing.GeneratedDocs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The lines of the docs that launch each template in this process do so, as they are written, in a
 * shell. The broker alone is another, whose address is in the environment.
 */
class LaunchLinesTest {
  @TempDir Path folder;
  private DocumentedLines shell;

  @BeforeEach
  void makeProgram() throws IOException {
    shell = new DocumentedLines(folder);
  }

  @Test
  void everyTemplateIsLaunchedByItsLine() throws Exception {
    String page = Files.readString(GeneratedDocs.page("templates.md"));
    String section = DocumentedLines.between(page, "## Launch each template", "On a Flink cluster");
    Files.writeString(
        folder.resolve("plant.yaml"), DocumentedLines.between(section, "```yaml\n", "```"));
    List<String> launched = new ArrayList<>();
    try (EmbeddedKafka broker = EmbeddedKafka.open()) {
      shell.set("PLANT_BROKERS", broker.bootstrapServers());
      broker.createTopic("readings", 2);
      for (String line : DocumentedLines.of(section)) {
        Matcher launch = Pattern.compile("\\./plantbeam templates launch (\\S+).*").matcher(line);
        if (line.startsWith("./plantbeam cluster ")) {
          continue;
        }
        if (!launch.matches()) {
          shell.runToItsEnd(line);
          continue;
        }
        launched.add(launch.group(1));
        Template template = Templates.named(launch.group(1));
        if (template.parameter("inputTopics").map(p -> p.required()).orElse(false)) {
          runUntilItHasWritten(line, template);
        } else {
          shell.runToItsEnd(line);
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
            DocumentedLines.between(
                Files.readString(GeneratedDocs.page("templates.md")),
                "## Launch each template",
                "On a Flink cluster"));
    assertEquals(
        inThisProcess, launches(Files.readString(GeneratedDocs.page("../README.md").normalize())));
  }

  @Test
  void messagesOfAnotherShapeAreReadInThreeCommands() throws Exception {
    List<String> lines =
        DocumentedLines.of(
            DocumentedLines.between(
                Files.readString(GeneratedDocs.page("../README.md").normalize()),
                "### Your own messages",
                "###"));
    assertEquals(
        lines,
        DocumentedLines.of(
            DocumentedLines.between(
                Files.readString(GeneratedDocs.page("message-formats.md")),
                "## Your own messages",
                "## Known formats")));
    assertEquals(3, lines.size());
    Files.writeString(
        folder.resolve("samples.ndjson"),
        """
        {"machine":{"asset":"press-7"},"Time":"2026-03-01T08:00:00Z","data":{"rpm":1480,"oil":61.5}}
        {"machine":{"asset":"press-7"},"Time":"2026-03-01T08:00:10Z","data":{"rpm":1481,"oil":61.4}}
        """);
    for (String line : lines) {
      shell.runToItsEnd(line);
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

  private void runUntilItHasWritten(String line, Template template)
      throws IOException, InterruptedException {
    Process process = shell.start(line);
    boolean lake = !"false".equals(template.fixed().get("lake"));
    String output = lake ? "out" : "out-alerts";
    try {
      Await.until(
          DocumentedLines.LIMIT,
          () ->
              !process.isAlive()
                  || (countFiles(output + "/anomalies", ".ndjson") > 0
                      && (!lake || countFiles(output + "/readings", ".parquet") > 0)),
          shell::printed);
      assertTrue(process.isAlive(), () -> line + shell.printed());
      // As timeout and other wrappers do, which signal the command and then all of its group.
      process.destroy();
      process.destroy();
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), shell::printed);
      assertEquals(0, process.exitValue(), shell::printed);
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
}

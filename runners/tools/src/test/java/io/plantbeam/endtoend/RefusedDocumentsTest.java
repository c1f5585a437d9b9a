package io.plantbeam.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.job.Job;
import io.plantbeam.launch.ExitCode;
import io.plantbeam.reference.ReferenceComparison;
import io.plantbeam.testing.ElasticsearchServer;
import io.plantbeam.testing.LoggedWarnings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index that somebody else made, whose mapping does not take every document. */
class RefusedDocumentsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void refusedDocumentsAreDeadLettersAndTheJobGoesOn() throws IOException, InterruptedException {
    ElasticsearchServer server = ElasticsearchServer.shared();
    server.request(
        "PUT",
        "/foreign-window-stats",
        "{\"mappings\":{\"properties\":{\"sensor_id\":{\"type\":\"long\"}}}}");
    Path file =
        Files.write(
            folder.resolve("in.ndjson"),
            List.of(
                "{\"sensor_id\":\"17\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"value\":1}",
                "{\"sensor_id\":\"oven\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"value\":2}",
                "not json"));
    Path output = folder.resolve("out");

    CommandRun run;
    List<String> warned;
    try (LoggedWarnings warnings = LoggedWarnings.of(Job.class)) {
      run =
          CommandRun.of(
              List.of(
                  "--inputFiles=" + file,
                  "--output=" + output,
                  "--elasticsearchUrls=" + server.url(),
                  "--indexPrefix=foreign"));
      warned = warnings.texts();
    }

    assertEquals(ExitCode.OK, run.exitCode(), run::toString);
    assertEquals(
        List.of("17", "17", "17", "17", "17"),
        server.documents("foreign-window-stats").stream()
            .map(document -> document.path("_source").path("sensor_id").asText())
            .toList());
    List<JsonNode> letters = ReferenceComparison.records(output.resolve("dead-letters"));
    List<JsonNode> refused =
        letters.stream()
            .filter(letter -> letter.path("reason").asText().equals("rejected_by_elasticsearch"))
            .toList();
    assertEquals(6, letters.size(), letters::toString);
    assertEquals(5, refused.size(), letters::toString);
    for (JsonNode letter : refused) {
      assertTrue(
          letter.path("detail").asText().startsWith("index foreign-window-stats, id "),
          letter::toString);
      assertTrue(letter.path("offset").isNull(), letter::toString);
    }
    assertEquals(
        Set.of(
            "2025-12-31T23:56:00.000Z",
            "2025-12-31T23:57:00.000Z",
            "2025-12-31T23:58:00.000Z",
            "2025-12-31T23:59:00.000Z",
            "2026-01-01T00:00:00.000Z"),
        windowStarts(refused));
    JsonNode summary = JSON.readTree(output.resolve("summary.json").toFile());
    assertEquals(3, summary.path("measures").asInt(), summary::toString);
    assertEquals(2, summary.path("archived").asInt(), summary::toString);
    assertEquals(1, summary.path("dead_lettered").asInt(), summary::toString);
    JsonNode place = summary.path("refused").path(0);
    assertEquals("foreign-window-stats", place.path("place").asText(), summary::toString);
    assertEquals(10, place.path("sent").asInt(), summary::toString);
    assertEquals(5, place.path("refused").asInt(), summary::toString);
    String reason = place.path("reason").asText();
    assertTrue(reason.contains("failed to parse field [sensor_id] of type [long]"), reason);
    assertTrue(
        run.output().contains("5 of 10 documents were refused by foreign-window-stats: " + reason),
        run::toString);
    assertTrue(
        warned.stream()
            .anyMatch(
                message ->
                    message.startsWith("foreign-window-stats refused 5 of 10 documents")
                        && message.endsWith(reason)),
        warned::toString);
  }

  private static Set<String> windowStarts(List<JsonNode> letters) throws IOException {
    Set<String> starts = new TreeSet<>();
    for (JsonNode letter : letters) {
      starts.add(JSON.readTree(letter.path("payload").asText()).path("window_start").asText());
    }
    return starts;
  }
}

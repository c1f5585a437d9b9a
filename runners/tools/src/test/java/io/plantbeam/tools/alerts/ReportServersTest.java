package io.plantbeam.tools.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.testing.ElasticsearchServer;
import io.plantbeam.testing.SharedKafka;
import io.plantbeam.tools.alerts.KnownAlerts.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads alerts and feedback from a real broker and a real Elasticsearch. */
class ReportServersTest {
  @TempDir private Path folder;

  private String fromFiles() throws IOException {
    Path alerts = Files.write(folder.resolve("alerts.ndjson"), KnownAlerts.events());
    Path feedback = Files.write(folder.resolve("feedback.ndjson"), KnownAlerts.feedback());
    return KnownAlerts.report("--alertFiles=" + alerts, "--feedbackFiles=" + feedback).out();
  }

  @Test
  void topicsGiveTheSameReportAsFiles() throws IOException {
    String alerts = SharedKafka.newTopic("alerts", 2);
    String feedback = SharedKafka.newTopic("alert-feedback", 1);
    List<String> events = KnownAlerts.events();
    SharedKafka.send(alerts, 0, events.subList(0, 4).toArray(String[]::new));
    SharedKafka.send(alerts, 1, events.subList(4, events.size()).toArray(String[]::new));
    SharedKafka.send(alerts, 1, (String) null);
    SharedKafka.send(feedback, 0, KnownAlerts.feedback().toArray(String[]::new));
    SharedKafka.send(feedback, 0, "{\"alert_id\":");
    Run run =
        KnownAlerts.report(
            "--bootstrapServers=" + SharedKafka.broker().bootstrapServers(),
            "--alertsTopic=" + alerts,
            "--feedbackTopic=" + feedback);
    assertEquals(fromFiles(), run.out());
    assertTrue(
        run.err()
            .startsWith(
                "1 lines of feedback are left out:%n  %s, partition 0, offset 7: this is not JSON"
                    .formatted(feedback)),
        run.err());
  }

  @Test
  void topicThatIsNotThereIsNamed() {
    Run run =
        KnownAlerts.report(
            "--bootstrapServers=" + SharedKafka.broker().bootstrapServers(),
            "--alertsTopic=not-there");
    assertEquals(2, run.code());
    assertEquals("--alertsTopic=not-there: there is no such topic.", run.err().strip());
  }

  @Test
  void indexGivesTheSameReportAsFiles() throws Exception {
    ElasticsearchServer search = ElasticsearchServer.shared();
    String prefix = "report-" + UUID.randomUUID();
    ObjectMapper json = new ObjectMapper();
    // As the job stores them: a document for each alert, the greatest sequence last.
    for (String event : KnownAlerts.events()) {
      JsonNode document = json.readTree(event);
      String path = "/%s-alerts/_doc/%s".formatted(prefix, document.get("alert_id").asText());
      search.request("PUT", path, event);
    }
    search.request("POST", "/%s-alerts/_refresh".formatted(prefix), null);
    Path feedback = Files.write(folder.resolve("said.ndjson"), KnownAlerts.feedback());
    Run run =
        KnownAlerts.report(
            "--elasticsearchUrls=" + search.url(),
            "--indexPrefix=" + prefix,
            "--feedbackFiles=" + feedback);
    assertEquals("", run.err());
    assertEquals(fromFiles(), run.out());
  }

  @Test
  void moreAlertsThanOneAnswerHoldsAreAllRead() throws Exception {
    ElasticsearchServer search = ElasticsearchServer.shared();
    String prefix = "many-" + UUID.randomUUID();
    StringBuilder bulk = new StringBuilder();
    String event = KnownAlerts.events().get(3);
    for (int i = 0; i < 2_345; i++) {
      bulk.append("{\"index\":{\"_id\":\"").append(i).append("\"}}\n");
      bulk.append(event.replace("\"a2\"", "\"n" + i + "\"")).append('\n');
    }
    search.request("POST", "/%s-alerts/_bulk?refresh=true".formatted(prefix), bulk.toString());
    Run run = KnownAlerts.report("--elasticsearchUrls=" + search.url(), "--indexPrefix=" + prefix);
    assertTrue(run.out().startsWith("2,345 alerts from "), run.out() + run.err());
  }

  @Test
  void serverThatHasNoSuchIndexOrDoesNotAnswerIsNamed() {
    String url = ElasticsearchServer.shared().url();
    Run run = KnownAlerts.report("--elasticsearchUrls=" + url, "--indexPrefix=not-there");
    assertEquals(3, run.code());
    assertEquals(
        "Elasticsearch at %s has no index not-there-alerts".formatted(url), run.err().strip());
    Run nobody = KnownAlerts.report("--elasticsearchUrls=http://127.0.0.1:1");
    assertEquals(3, nobody.code());
    assertTrue(
        nobody.err().startsWith("Elasticsearch at http://127.0.0.1:1 does not answer"),
        nobody.err());
  }
}

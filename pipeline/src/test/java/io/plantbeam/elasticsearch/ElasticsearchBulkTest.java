package io.plantbeam.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.plantbeam.elasticsearch.ElasticsearchBulk.Document;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.elasticsearch.client.RestClient;
import org.joda.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of documents, by what the server says of each. */
class ElasticsearchBulkTest {
  private static final List<Document> TWO = List.of(document("a"), document("b"));

  private final List<String> answers = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private HttpServer server;
  private RestClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          String answer = answers.size() > 1 ? answers.remove(0) : answers.get(0);
          byte[] bytes = answer.getBytes(UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.stop(0);
  }

  @Test
  void documentOfWhichTheIndexHasANewerVersionIsSuperseded() throws IOException {
    answers.add(answer("{\"status\":201}", error(409, "version_conflict_engine_exception")));
    List<Document> versions =
        List.of(
            new Document("a", "{}".getBytes(UTF_8), 3), new Document("b", "{}".getBytes(UTF_8), 1));
    assertEquals(1, sender(Duration.standardSeconds(10)).send(versions, this::refuse));
    assertEquals(List.of(), refused);
    assertEquals(1, requests.size());
    assertTrue(
        requests
            .get(0)
            .startsWith(
                "{\"index\":{\"_id\":\"a\",\"version\":3,\"version_type\":\"external\"}}\n{}\n"),
        requests.get(0));
  }

  @Test
  void documentThatDoesNotFitItsIndexIsRefused() throws IOException {
    answers.add(answer("{\"status\":201}", error(400, "document_parsing_exception")));
    send(Duration.standardSeconds(10));
    assertEquals(List.of("b: document_parsing_exception: why"), refused);
    assertEquals(1, requests.size());
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "400, index_closed_exception",
    "400, validation_exception",
    "401, security_exception",
    "403, security_exception",
    "403, cluster_block_exception",
    "404, index_not_found_exception",
    "429, es_rejected_execution_exception",
    "503, unavailable_shards_exception"
  })
  void documentWaitsForItsIndex(int status, String type) throws IOException {
    answers.add(answer("{\"status\":201}", error(status, type)));
    answers.add("{\"errors\":false}");
    send(Duration.standardSeconds(10));
    assertEquals(List.of(), refused);
    assertEquals(2, requests.size());
    assertEquals("{\"index\":{\"_id\":\"b\"}}\n{}\n", requests.get(1));
  }

  @Test
  void indexThatStaysAwayFailsTheBundleWithASentence() {
    answers.add(
        "{\"errors\":true,\"items\":[%s]}".formatted(item(error(403, "security_exception"))));
    IOException failure =
        assertThrows(
            IOException.class,
            () -> sender(Duration.millis(300)).send(List.of(document("b")), this::refuse));
    assertTrue(
        failure
            .getMessage()
            .endsWith(
                "still answers with status 403 for single documents: security_exception: why after"
                    + " all retries"),
        failure.getMessage());
    assertEquals(List.of(), refused);
  }

  private void send(Duration limit) throws IOException {
    sender(limit).send(TWO, this::refuse);
  }

  private ElasticsearchBulk sender(Duration limit) {
    ElasticsearchSettings settings =
        ElasticsearchSettings.of(
            List.of("http://127.0.0.1:" + server.getAddress().getPort()), "plant");
    client = ElasticsearchClients.create(settings);
    return new ElasticsearchBulk(client, settings, "plant-alerts", limit);
  }

  private void refuse(Document document, String reason) {
    refused.add(document.id() + ": " + reason);
  }

  private static Document document(String id) {
    return new Document(id, "{}".getBytes(UTF_8), Document.UNVERSIONED);
  }

  private static String answer(String... items) {
    return "{\"errors\":true,\"items\":[%s]}"
        .formatted(
            String.join(",", List.of(items).stream().map(ElasticsearchBulkTest::item).toList()));
  }

  private static String item(String result) {
    return "{\"index\":%s}".formatted(result);
  }

  private static String error(int status, String type) {
    return "{\"status\":%d,\"error\":{\"type\":\"%s\",\"reason\":\"why\"}}".formatted(status, type);
  }
}

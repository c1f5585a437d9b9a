package io.plantbeam.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.servers.ClusterDirectory;
import io.plantbeam.servers.ElasticsearchNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A real Elasticsearch for tests. It can be stopped and started again with its data, and ends with
 * this JVM, which keeps nothing of it but the logs of a start that failed.
 */
public final class ElasticsearchServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static ElasticsearchServer shared;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final ElasticsearchNode node =
      new ElasticsearchNode(
          new ClusterDirectory(Path.of("target/elasticsearch-run", UUID.randomUUID().toString())),
          0);

  private ElasticsearchServer() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  /** The server that all tests of this JVM share, running. It ends with the JVM. */
  public static synchronized ElasticsearchServer shared() {
    if (shared == null) {
      shared = new ElasticsearchServer();
    }
    shared.start();
    return shared;
  }

  public String url() {
    return node.url();
  }

  /** Starts the process unless it runs, and waits until it answers. */
  public synchronized void start() {
    node.start();
  }

  /** Stops the process and keeps its data. */
  public synchronized void stop() {
    node.stop();
  }

  @Override
  public synchronized void close() {
    if (node.process().isRunning()) {
      node.process().kill();
      node.directory().delete();
    }
  }

  /** Sends a request and returns the JSON of the answer, whatever its status. */
  public JsonNode request(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url() + path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    return JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  /** The documents of an index, at most 10,000, after a refresh. */
  public List<JsonNode> documents(String index) throws IOException, InterruptedException {
    request("POST", "/" + index + "/_refresh", null);
    List<JsonNode> documents = new ArrayList<>();
    request("GET", "/" + index + "/_search?size=10000", null)
        .path("hits")
        .path("hits")
        .forEach(documents::add);
    return documents;
  }
}

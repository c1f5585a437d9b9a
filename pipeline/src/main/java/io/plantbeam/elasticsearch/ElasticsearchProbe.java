package io.plantbeam.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.config.ServerUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;

/** Asks Elasticsearch, before a job writes to it, what it is and what time it has. */
public final class ElasticsearchProbe implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The major version that the job is tested with. */
  private static final String SUPPORTED = "8";

  private final ElasticsearchSettings settings;
  private final RestClient client;

  private ElasticsearchProbe(ElasticsearchSettings settings, RestClient client) {
    this.settings = settings;
    this.client = client;
  }

  /** A probe of the servers of the settings; nothing is sent yet. */
  public static ElasticsearchProbe of(ElasticsearchSettings settings) {
    return new ElasticsearchProbe(settings, ElasticsearchClients.create(settings));
  }

  /**
   * The version of the server, such as {@code 8.19.21}.
   *
   * @throws ServerUnavailableException with a sentence if it does not answer, refuses, or is of
   *     another kind or version than the job supports
   */
  public String supportedVersion() {
    JsonNode version = version();
    String number = version.path("number").asText("");
    String kind = version.path("distribution").asText("");
    if (!kind.isEmpty()) {
      throw problem("is %s %s; supported is Elasticsearch %s".formatted(kind, number, SUPPORTED));
    }
    if (number.isEmpty()) {
      throw problem("does not answer as Elasticsearch does; is it the address of another server?");
    }
    if (!number.startsWith(SUPPORTED + ".")) {
      throw problem("is Elasticsearch %s; supported is version %s".formatted(number, SUPPORTED));
    }
    return number;
  }

  /**
   * The clock of a server; empty where this login may not ask for it.
   *
   * @throws ServerUnavailableException with a sentence if it does not answer
   */
  public Optional<Instant> clock() {
    JsonNode nodes =
        get("/_nodes/_local/stats/os?filter_path=nodes.*.timestamp")
            .map(answer -> answer.path("nodes"))
            .orElse(JSON.missingNode());
    return nodes.isEmpty()
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(nodes.iterator().next().path("timestamp").asLong()));
  }

  private JsonNode version() {
    Optional<JsonNode> root = get("/");
    if (root.isPresent()) {
      return root.get().path("version");
    }
    // Elasticsearch without its REST root says the same of its node.
    JsonNode nodes =
        get("/_nodes/_local?filter_path=nodes.*.version")
            .map(answer -> answer.path("nodes"))
            .orElse(JSON.missingNode());
    return nodes.isEmpty()
        ? JSON.missingNode()
        : JSON.createObjectNode().set("number", nodes.iterator().next().path("version"));
  }

  /** The answer; empty where there is nothing to ask for at this path. */
  private Optional<JsonNode> get(String pathAndQuery) {
    try (InputStream content =
        client.performRequest(new Request("GET", pathAndQuery)).getEntity().getContent()) {
      return Optional.of(JSON.readTree(content));
    } catch (ResponseException e) {
      int status = e.getResponse().getStatusLine().getStatusCode();
      if (status == 401 || status == 403) {
        throw problem(
            "refuses the login with status %d; check --elasticsearchConfig".formatted(status));
      }
      if (Retries.isTransient(status)) {
        throw problem("answers with status " + status);
      }
      return Optional.empty();
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw problem("does not answer as Elasticsearch does; is it the address of another server?");
    } catch (IOException e) {
      throw problem("cannot be reached (%s)".formatted(e.getMessage()));
    }
  }

  private ServerUnavailableException problem(String sentence) {
    return new ServerUnavailableException(
        "--elasticsearchUrls=%s: %s".formatted(String.join(",", settings.urls()), sentence), null);
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}

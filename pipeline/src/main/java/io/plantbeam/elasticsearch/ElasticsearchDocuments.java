package io.plantbeam.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.config.ServerUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BiConsumer;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;

/** Reads all documents of an index, for programs beside the job. */
public final class ElasticsearchDocuments {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEPT = "2m";
  private static final String FIRST =
      "{\"size\": 1000, \"sort\": [\"_doc\"], \"query\": {\"match_all\": {}}}";

  private ElasticsearchDocuments() {}

  /**
   * Hands over the id and the source of each document that the index had when reading began.
   *
   * @throws ServerUnavailableException with a sentence if the servers do not answer, refuse, or
   *     have no such index
   */
  public static void read(
      ElasticsearchSettings settings, String index, BiConsumer<String, byte[]> documents) {
    try (RestClient client = ElasticsearchClients.create(settings)) {
      Request first = request("POST", "/" + index + "/_search", FIRST);
      first.addParameter("scroll", KEPT);
      JsonNode page = answer(client, first);
      String scroll = page.path("_scroll_id").asText();
      try {
        while (!page.path("hits").path("hits").isEmpty()) {
          for (JsonNode hit : page.path("hits").path("hits")) {
            documents.accept(hit.path("_id").asText(), JSON.writeValueAsBytes(hit.path("_source")));
          }
          String next =
              JSON.createObjectNode().put("scroll", KEPT).put("scroll_id", scroll).toString();
          page = answer(client, request("POST", "/_search/scroll", next));
          scroll = page.path("_scroll_id").asText(scroll);
        }
      } finally {
        String done = JSON.createObjectNode().put("scroll_id", scroll).toString();
        answer(client, request("DELETE", "/_search/scroll", done));
      }
    } catch (ResponseException e) {
      int status = e.getResponse().getStatusLine().getStatusCode();
      throw new ServerUnavailableException(
          status == 404
              ? "Elasticsearch at %s has no index %s".formatted(settings.urls().get(0), index)
              : "Elasticsearch at %s refuses to read %s: %s"
                  .formatted(
                      settings.urls().get(0), index, e.getResponse().getStatusLine().toString()),
          e);
    } catch (IOException e) {
      throw new ServerUnavailableException(
          "Elasticsearch at %s does not answer: %s"
              .formatted(settings.urls().get(0), e.getMessage()),
          e);
    }
  }

  private static Request request(String method, String path, String body) {
    Request request = new Request(method, path);
    request.setJsonEntity(body);
    return request;
  }

  private static JsonNode answer(RestClient client, Request request) throws IOException {
    try (InputStream body = client.performRequest(request).getEntity().getContent()) {
      return JSON.readTree(body);
    }
  }
}

package io.plantbeam.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.http.HttpHost;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;

/** Reads what is in the indices of an Elasticsearch node. */
final class IndexedDocuments implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RestClient client;

  IndexedDocuments(String url) {
    client = RestClient.builder(HttpHost.create(url)).build();
  }

  /** All documents of an index, as they were sent. */
  List<JsonNode> all(String index) throws IOException {
    send("POST", "/" + index + "/_refresh", null);
    List<JsonNode> found = new ArrayList<>();
    JsonNode page =
        send(
            "POST",
            "/" + index + "/_search?scroll=1m",
            "{\"size\":5000,\"sort\":[\"_doc\"],\"query\":{\"match_all\":{}}}");
    while (!page.path("hits").path("hits").isEmpty()) {
      page.path("hits").path("hits").forEach(hit -> found.add(hit.path("_source")));
      page =
          send(
              "POST",
              "/_search/scroll",
              "{\"scroll\":\"1m\",\"scroll_id\":\"%s\"}"
                  .formatted(page.path("_scroll_id").asText()));
    }
    return found;
  }

  private JsonNode send(String method, String path, String body) throws IOException {
    Request request = new Request(method, path);
    if (body != null) {
      request.setJsonEntity(body);
    }
    try (InputStream content = client.performRequest(request).getEntity().getContent()) {
      return JSON.readTree(content);
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}

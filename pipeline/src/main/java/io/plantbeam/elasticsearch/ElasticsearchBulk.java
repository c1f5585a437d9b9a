package io.plantbeam.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.ContentType;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;
import org.joda.time.Duration;

/**
 * Sends documents to one index in bulk requests, and tells those that Elasticsearch refuses.
 *
 * <p>What may pass (no connection, too many requests, a server error, an index that is closed or
 * that may not be written) is sent again with growing waits: the whole request, or only the
 * documents that it concerned.
 */
final class ElasticsearchBulk {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Only what is needed of an answer: it lists each document otherwise. */
  private static final String FILTER = "errors,items.*.status,items.*.error.*";

  private static final int BAD_REQUEST = 400;

  /**
   * Errors of status 400 that concern the index: it is closed, or there are too many shards to make
   * it.
   */
  private static final Set<String> OF_INDEX =
      Set.of("index_closed_exception", "validation_exception");

  private final RestClient client;
  private final String servers;
  private final String index;
  private final Duration retryLimit;

  ElasticsearchBulk(
      RestClient client, ElasticsearchSettings settings, String index, Duration retryLimit) {
    this.client = client;
    this.servers = String.join(",", settings.urls());
    this.index = index;
    this.retryLimit = retryLimit;
  }

  /**
   * A document and the id under which it replaces an earlier one.
   *
   * @param json one JSON object in one line
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Document(String id, byte[] json) {}

  /**
   * Sends all documents.
   *
   * @param refused takes each document that is refused for good, and Elasticsearch's reason
   * @throws IOException with a sentence, if they cannot be delivered within the limit
   */
  void send(List<Document> documents, BiConsumer<Document, String> refused) throws IOException {
    Retries retries = new Retries(retryLimit);
    List<Document> rest = documents;
    while (!rest.isEmpty()) {
      String problem;
      Exception cause = null;
      try {
        Outcome outcome = request(rest);
        outcome.refused.forEach(item -> refused.accept(item.document, item.reason));
        if (outcome.again.isEmpty()) {
          return;
        }
        rest = outcome.again;
        problem = outcome.problem;
      } catch (ResponseException e) {
        int status = e.getResponse().getStatusLine().getStatusCode();
        if (status == 413) {
          sendInParts(rest, refused);
          return;
        }
        if (!Retries.isTransient(status)) {
          throw failure(rest, "refuses the request with status " + status, e);
        }
        problem = "answers with status " + status;
        cause = e;
      } catch (IOException e) {
        problem = "cannot be reached (%s)".formatted(e.getMessage());
        cause = e;
      }
      if (!retries.waitForNext()) {
        throw failure(rest, "still %s after all retries".formatted(problem), cause);
      }
    }
  }

  private void sendInParts(List<Document> documents, BiConsumer<Document, String> refused)
      throws IOException {
    if (documents.size() == 1) {
      refused.accept(documents.get(0), "the document is larger than the server takes");
      return;
    }
    int middle = documents.size() / 2;
    send(documents.subList(0, middle), refused);
    send(documents.subList(middle, documents.size()), refused);
  }

  private IOException failure(List<Document> documents, String problem, Exception cause) {
    return new IOException(
        "%d documents for the index %s are not written: Elasticsearch at %s %s"
            .formatted(documents.size(), index, servers, problem),
        cause);
  }

  private record Refusal(Document document, String reason) {}

  private record Outcome(List<Refusal> refused, List<Document> again, String problem) {}

  private Outcome request(List<Document> documents) throws IOException {
    Request request = new Request("POST", "/" + index + "/_bulk");
    request.addParameter("filter_path", FILTER);
    request.setEntity(
        new ByteArrayEntity(body(documents), ContentType.create("application/x-ndjson")));
    JsonNode answer;
    try (InputStream content = client.performRequest(request).getEntity().getContent()) {
      answer = JSON.readTree(content);
    }
    Outcome outcome = new Outcome(new ArrayList<>(), new ArrayList<>(), "");
    if (!answer.path("errors").asBoolean(true)) {
      return outcome;
    }
    JsonNode items = answer.path("items");
    if (items.size() != documents.size()) {
      throw new IOException(
          "the answer tells of %d documents, not %d".formatted(items.size(), documents.size()));
    }
    for (int i = 0; i < documents.size(); i++) {
      JsonNode item = items.get(i).path("index");
      int status = item.path("status").asInt();
      String type = item.path("error").path("type").asText();
      if (status < 300) {
        continue;
      }
      if (!refusesDocument(status, type)) {
        outcome.again.add(documents.get(i));
        outcome =
            new Outcome(
                outcome.refused,
                outcome.again,
                "answers with status %d for single documents: %s"
                    .formatted(status, reason(item.path("error"))));
      } else {
        outcome.refused.add(new Refusal(documents.get(i), reason(item.path("error"))));
      }
    }
    return outcome;
  }

  /**
   * Everything else may pass by itself, or has to be fixed by somebody, and happens to whatever is
   * sent.
   */
  private static boolean refusesDocument(int status, String type) {
    return status == BAD_REQUEST && !OF_INDEX.contains(type);
  }

  private static String reason(JsonNode error) {
    String reason = error.path("type").asText() + ": " + error.path("reason").asText();
    JsonNode cause = error.path("caused_by");
    return cause.path("reason").isTextual()
        ? reason + " (" + cause.path("reason").asText() + ")"
        : reason;
  }

  private static byte[] body(List<Document> documents) {
    ByteArrayOutputStream body = new ByteArrayOutputStream(64 << 10);
    for (Document document : documents) {
      String action =
          JSON.createObjectNode()
              .set("index", JSON.createObjectNode().put("_id", document.id))
              .toString();
      body.writeBytes(action.getBytes(StandardCharsets.UTF_8));
      body.write('\n');
      body.writeBytes(document.json);
      body.write('\n');
    }
    return body.toByteArray();
  }
}

package io.plantbeam.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
 * <p>A document with a version is not written over one of the same or a greater version; it is then
 * superseded, and not refused.
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
  private static final int CONFLICT = 409;

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
   * @param version {@link #UNVERSIONED} where it replaces whatever there is
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Document(String id, byte[] json, long version) {
    static final long UNVERSIONED = -1;

    boolean isVersioned() {
      return version != UNVERSIONED;
    }
  }

  /**
   * Sends all documents.
   *
   * @param refused takes each document that is refused for good, and Elasticsearch's reason
   * @return how many were superseded: the index has the same or a greater version of them
   * @throws IOException with a sentence, if they cannot be delivered within the limit
   */
  long send(List<Document> documents, BiConsumer<Document, String> refused) throws IOException {
    Retries retries = new Retries(retryLimit);
    long superseded = 0;
    List<Document> rest = documents;
    while (!rest.isEmpty()) {
      String problem;
      Exception cause = null;
      try {
        Outcome outcome = request(rest);
        outcome.refused.forEach(item -> refused.accept(item.document, item.reason));
        superseded += outcome.superseded;
        if (outcome.again.isEmpty()) {
          return superseded;
        }
        rest = outcome.again;
        problem = outcome.problem;
      } catch (ResponseException e) {
        int status = e.getResponse().getStatusLine().getStatusCode();
        if (status == 413) {
          return superseded + sendInParts(rest, refused);
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
    return superseded;
  }

  private long sendInParts(List<Document> documents, BiConsumer<Document, String> refused)
      throws IOException {
    if (documents.size() == 1) {
      refused.accept(documents.get(0), "the document is larger than the server takes");
      return 0;
    }
    int middle = documents.size() / 2;
    return send(documents.subList(0, middle), refused)
        + send(documents.subList(middle, documents.size()), refused);
  }

  private IOException failure(List<Document> documents, String problem, Exception cause) {
    return new IOException(
        "%d documents for the index %s are not written: Elasticsearch at %s %s"
            .formatted(documents.size(), index, servers, problem),
        cause);
  }

  private record Refusal(Document document, String reason) {}

  /** What came of a request. */
  private static final class Outcome {
    private final List<Refusal> refused = new ArrayList<>();
    private final List<Document> again = new ArrayList<>();
    private String problem = "";
    private long superseded;
  }

  private Outcome request(List<Document> documents) throws IOException {
    Request request = new Request("POST", "/" + index + "/_bulk");
    request.addParameter("filter_path", FILTER);
    request.setEntity(
        new ByteArrayEntity(body(documents), ContentType.create("application/x-ndjson")));
    JsonNode answer;
    try (InputStream content = client.performRequest(request).getEntity().getContent()) {
      answer = JSON.readTree(content);
    }
    Outcome outcome = new Outcome();
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
      if (status == CONFLICT && documents.get(i).isVersioned()) {
        outcome.superseded++;
      } else if (refusesDocument(status, type)) {
        outcome.refused.add(new Refusal(documents.get(i), ServerReason.of(item.path("error"))));
      } else {
        outcome.again.add(documents.get(i));
        outcome.problem =
            "answers with status %d for single documents: %s"
                .formatted(status, ServerReason.of(item.path("error")));
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

  private static byte[] body(List<Document> documents) {
    ByteArrayOutputStream body = new ByteArrayOutputStream(64 << 10);
    for (Document document : documents) {
      ObjectNode target = JSON.createObjectNode().put("_id", document.id);
      if (document.isVersioned()) {
        target.put("version", document.version).put("version_type", "external");
      }
      String action = JSON.createObjectNode().set("index", target).toString();
      body.writeBytes(action.getBytes(StandardCharsets.UTF_8));
      body.write('\n');
      body.writeBytes(document.json);
      body.write('\n');
    }
    return body.toByteArray();
  }
}

package io.plantbeam.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import org.elasticsearch.client.ResponseException;

/** Why Elasticsearch refuses something, in its own words. */
final class ServerReason {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ServerReason() {}

  /** The reason in an answer; empty where there is none, as in the answer of a proxy. */
  static String of(ResponseException refusal) {
    try (InputStream content = refusal.getResponse().getEntity().getContent()) {
      JsonNode error = JSON.readTree(content).path("error");
      return error.isTextual() ? error.asText() : error.isObject() ? of(error) : "";
    } catch (IOException | RuntimeException e) {
      // Whatever has answered, it is not Elasticsearch; the status is all that is known.
      return "";
    }
  }

  /** The reason in the {@code error} of an answer. */
  static String of(JsonNode error) {
    String reason = error.path("type").asText() + ": " + error.path("reason").asText();
    JsonNode cause = error.path("caused_by");
    return cause.path("reason").isTextual()
        ? reason + " (" + cause.path("reason").asText() + ")"
        : reason;
  }
}

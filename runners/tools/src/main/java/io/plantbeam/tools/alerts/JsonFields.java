package io.plantbeam.tools.alerts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/** The fields of a line that is a JSON object. */
final class JsonFields {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private final JsonNode object;

  private JsonFields(JsonNode object) {
    this.object = object;
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException with what is wrong, if it is not one JSON object
   */
  static JsonFields of(byte[] line) {
    try {
      JsonNode object = JSON.readTree(line);
      if (object == null || !object.isObject()) {
        throw new IllegalArgumentException("this is not a JSON object");
      }
      return new JsonFields(object);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("this is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("this is not JSON: " + e.getMessage(), e);
    }
  }

  JsonNode object() {
    return object;
  }

  /** A text; null where there is none. */
  String textOrNull(String name) {
    JsonNode value = object.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw new IllegalArgumentException("%s=%s: allowed is a text".formatted(name, value));
    }
    return value.asText();
  }

  /** A text that is there and not empty. */
  String text(String name) {
    String text = textOrNull(name);
    if (text == null || text.isEmpty()) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return text;
  }

  /** An instant in ISO-8601; null where there is none. */
  Instant timeOrNull(String name) {
    String text = textOrNull(name);
    if (text == null) {
      return null;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "%s=%s: allowed is a time such as 2026-07-01T12:00:00Z".formatted(name, text), e);
    }
  }

  /** A whole number from 0 up; 0 where there is none. */
  long countOrZero(String name) {
    JsonNode value = object.get(name);
    if (value == null || value.isNull()) {
      return 0;
    }
    if (!value.canConvertToExactIntegral() || value.asLong() < 0) {
      throw new IllegalArgumentException(
          "%s=%s: allowed is a whole number from 0 up".formatted(name, value));
    }
    return value.asLong();
  }
}

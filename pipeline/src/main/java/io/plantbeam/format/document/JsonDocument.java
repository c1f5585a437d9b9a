package io.plantbeam.format.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.plantbeam.model.RawMessage;
import io.plantbeam.parse.Utf8;
import io.plantbeam.parse.Utf8JsonFactory;
import java.io.IOException;

/**
 * Reads JSON (RFC 8259, in UTF-8) in one pass, without a tree. Of a field given twice both come.
 */
public final class JsonDocument {
  private static final JsonFactory JSON = new Utf8JsonFactory(RawMessage.MAX_PAYLOAD_BYTES);

  private JsonDocument() {}

  /**
   * Reads a document.
   *
   * @return null, or, where the bytes are not one JSON value in UTF-8, a sentence that says what is
   *     wrong with them; the handler may have got a part of it then
   */
  public static String read(byte[] bytes, int from, int length, DocumentHandler handler) {
    if (!Utf8.isValid(bytes)) {
      return "the message is not valid UTF-8";
    }
    int mark = from == 0 ? Utf8.byteOrderMarkLength(bytes) : 0;
    try (JsonParser json = JSON.createParser(bytes, from + mark, length - mark)) {
      JsonToken first = json.nextToken();
      if (first == null) {
        return "the message is empty";
      }
      value(first, json, handler);
      return json.nextToken() == null ? null : "more follows after the JSON value";
    } catch (JsonProcessingException e) {
      return e.getOriginalMessage();
    } catch (IOException e) {
      return "the message cannot be read: " + e;
    }
  }

  private static void value(JsonToken token, JsonParser json, DocumentHandler handler)
      throws IOException {
    switch (token) {
      case START_OBJECT -> object(json, handler);
      case START_ARRAY -> array(json, handler);
      case VALUE_STRING ->
          handler.text(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
      case VALUE_NUMBER_INT -> {
        if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
          handler.decimal(json.getDoubleValue());
        } else {
          handler.integer(json.getLongValue());
        }
      }
      case VALUE_NUMBER_FLOAT -> handler.decimal(json.getDoubleValue());
      case VALUE_TRUE -> handler.flag(true);
      case VALUE_FALSE -> handler.flag(false);
      default -> handler.nothing();
    }
  }

  private static void object(JsonParser json, DocumentHandler handler) throws IOException {
    if (!handler.startObject()) {
      json.skipChildren();
      return;
    }
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      JsonToken token = json.nextToken();
      if (handler.field(name)) {
        value(token, json, handler);
      } else {
        json.skipChildren();
      }
    }
    handler.endObject();
  }

  private static void array(JsonParser json, DocumentHandler handler) throws IOException {
    if (!handler.startArray()) {
      json.skipChildren();
      return;
    }
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      value(token, json, handler);
    }
    handler.endArray();
  }
}

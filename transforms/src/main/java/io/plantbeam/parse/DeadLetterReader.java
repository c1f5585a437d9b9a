package io.plantbeam.parse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.DeadLetter.Reason;
import io.plantbeam.model.LoneSurrogates;
import io.plantbeam.model.MessageAttributes;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.RawMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Dead letters back from the JSON of {@link DeadLetter#SCHEMA}, those of earlier releases too,
 * which lack {@code payload_cut}, keys and headers. One instance per letter.
 */
final class DeadLetterReader {
  /** Base64 is a third longer than its bytes. */
  private static final JsonFactory JSON = new Utf8JsonFactory(2 * RawMessage.MAX_PAYLOAD_BYTES);

  private String reason;
  private String field;
  private String detail;
  private String stage;
  private String payload;
  private String encoding;
  private Boolean cut;
  private String topic;
  private Long partition;
  private Long offset;
  private String file;
  private String key;
  private String headers;

  private DeadLetterReader() {}

  /** The bytes are not a dead letter; the message says why. */
  static final class InvalidException extends Exception {
    private static final long serialVersionUID = 1;

    private InvalidException(String message) {
      super(message);
    }
  }

  /** Reads the letter that the bytes are. */
  static DeadLetter read(byte[] json) throws InvalidException {
    if (!Utf8.isValid(json)) {
      throw new InvalidException("it is not valid UTF-8");
    }
    DeadLetterReader reader = new DeadLetterReader();
    try (JsonParser parser = JSON.createParser(json)) {
      reader.readFields(parser);
    } catch (JsonProcessingException e) {
      throw new InvalidException("it is not one JSON object");
    } catch (IOException e) {
      throw new InvalidException("it cannot be read: " + e);
    }
    return reader.letter();
  }

  private void readFields(JsonParser json) throws IOException, InvalidException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new InvalidException("it is not one JSON object");
    }
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      switch (name) {
        case "reason" -> reason = text(name, json);
        case "field" -> field = text(name, json);
        case "detail" -> detail = text(name, json);
        case "stage" -> stage = text(name, json);
        case "payload" -> payload = text(name, json);
        case "payload_encoding" -> encoding = text(name, json);
        case "payload_cut" -> cut = flag(name, json);
        case "topic" -> topic = text(name, json);
        case "partition" -> partition = number(name, json, Integer.MAX_VALUE);
        case "offset" -> offset = number(name, json, Long.MAX_VALUE);
        case "file" -> file = text(name, json);
        case "key" -> key = text(name, json);
        case "headers" -> headers = text(name, json);
        default -> json.skipChildren();
      }
    }
    if (json.nextToken() != null) {
      throw new InvalidException("more follows after the JSON object");
    }
  }

  private static String text(String name, JsonParser json) throws IOException, InvalidException {
    return switch (json.currentToken()) {
      case VALUE_NULL -> null;
      case VALUE_STRING -> LoneSurrogates.replaced(json.getText());
      default -> throw new InvalidException(name + " is not a text");
    };
  }

  private static Boolean flag(String name, JsonParser json) throws InvalidException {
    return switch (json.currentToken()) {
      case VALUE_NULL -> null;
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw new InvalidException(name + " is neither true nor false");
    };
  }

  private static Long number(String name, JsonParser json, long greatest)
      throws IOException, InvalidException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (json.currentToken() != JsonToken.VALUE_NUMBER_INT
        || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        || json.getLongValue() < 0
        || json.getLongValue() > greatest) {
      throw new InvalidException(name + " is not a whole number from 0 to " + greatest);
    }
    return json.getLongValue();
  }

  private DeadLetter letter() throws InvalidException {
    if (reason == null || payload == null) {
      throw new InvalidException("it has no " + (reason == null ? "reason" : "payload"));
    }
    Reason known = Reason.ofCode(reason);
    if (known == null) {
      throw new InvalidException("its reason is not known");
    }
    if (field == null && (known == Reason.OUT_OF_RANGE || known == Reason.INVALID_VALUE)) {
      // Nothing else tells which of the message's measures it is about.
      throw new InvalidException("it has no field");
    }
    return new DeadLetter(
        known,
        field,
        detail == null ? "" : detail,
        stage == null ? ParseReadings.NAME : stage,
        bytes(),
        cut == null ? known == Reason.TOO_LARGE : cut,
        position(),
        attributes());
  }

  private MessageAttributes attributes() throws InvalidException {
    try {
      return MessageAttributes.ofTexts(key, headers);
    } catch (IllegalArgumentException e) {
      throw new InvalidException("key or headers: " + e.getMessage());
    }
  }

  private byte[] bytes() throws InvalidException {
    if (encoding == null) {
      return payload.getBytes(StandardCharsets.UTF_8);
    }
    if (!encoding.equals("base64")) {
      throw new InvalidException("payload_encoding is neither null nor base64");
    }
    try {
      return Base64.getDecoder().decode(payload);
    } catch (IllegalArgumentException e) {
      throw new InvalidException("payload is not base64");
    }
  }

  private MessagePosition position() throws InvalidException {
    if (topic == null && file == null) {
      return null;
    }
    if (offset == null || (topic != null && topic.indexOf(':') < 0 && partition == null)) {
      throw new InvalidException("it has no " + (offset == null ? "offset" : "partition"));
    }
    return new MessagePosition(Origin.ofPublished(topic, partition, file), offset);
  }
}

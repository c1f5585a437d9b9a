package io.plantbeam.parse.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.plantbeam.model.RawMessage;
import io.plantbeam.parse.AttributesText;
import io.plantbeam.parse.EventTimeRules;
import io.plantbeam.parse.EventTimes;
import io.plantbeam.parse.SymbolTable;
import io.plantbeam.parse.Utf8;
import io.plantbeam.parse.Utf8JsonFactory;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The top-level fields of one message that mean something; all others are attributes. Of a field
 * that is given twice the last counts. Reused from message to message, and not thread-safe.
 */
final class MessageFields {
  private static final JsonFactory JSON = new Utf8JsonFactory(RawMessage.MAX_PAYLOAD_BYTES);
  private static final int MAX_DETAIL_LENGTH = 300;

  final Field sensorId = new Field("sensor_id", Role.TEXT);
  final Field deviceId = new Field("device_id", Role.TEXT);
  final Field sensorType = new Field("sensor_type", Role.TEXT);
  final Field metricType = new Field("metric_type", Role.TEXT);
  final Field facilityId = new Field("facility_id", Role.TEXT);
  final Field unit = new Field("unit", Role.TEXT);
  final Field timestamp = new Field("timestamp", Role.TIME);
  final Field quality = new Field("quality_score", Role.NUMBER);
  final Field value = new Field("value", Role.MEASURE);

  private final EventTimeRules times;

  /** Of the message at hand; null where they are not kept. */
  private final AttributesText attributes;

  private final Map<String, Field> byName = new HashMap<>();
  private final SymbolTable symbols = new SymbolTable();
  private final byte[] timestampText = new byte[EventTimes.MAX_TEXT_LENGTH];
  private final Field[] measures;
  private int measureCount;
  private long message;

  /**
   * @param keepsAttributes whether fields that mean nothing are kept as they are written
   */
  MessageFields(Iterable<String> measureNames, EventTimeRules times, boolean keepsAttributes) {
    this.times = times;
    attributes = keepsAttributes ? new AttributesText() : null;
    for (Field field :
        new Field[] {
          sensorId, deviceId, sensorType, metricType, facilityId, unit, timestamp, quality, value
        }) {
      byName.put(field.name, field);
    }
    int count = 1;
    for (String name : measureNames) {
      byName.put(name, new Field(name, Role.MEASURE));
      count++;
    }
    measures = new Field[count];
  }

  /**
   * Reads a message. Returns null, or, where the message is not one JSON object in UTF-8, a
   * sentence that says what is wrong with it.
   */
  String read(byte[] payload) {
    message++;
    measureCount = 0;
    if (attributes != null) {
      attributes.clear();
    }
    if (!Utf8.isValid(payload)) {
      return "the message is not valid UTF-8";
    }
    int from = Utf8.byteOrderMarkLength(payload);
    try (JsonParser json = JSON.createParser(payload, from, payload.length - from)) {
      return readObject(json, payload, from);
    } catch (JsonProcessingException e) {
      return shortened(e.getOriginalMessage());
    } catch (IOException | RuntimeException e) {
      // Damaged input must never end a job, whatever a tokenizer makes of it.
      return shortened("the message cannot be read: " + e);
    }
  }

  /**
   * @param from where in the payload the parser has begun, from where it counts
   */
  private String readObject(JsonParser json, byte[] payload, int from) throws IOException {
    JsonToken first = json.nextToken();
    if (first != JsonToken.START_OBJECT) {
      return first == null
          ? "the message is empty"
          : "the message is not a JSON object but " + Kind.of(first).description;
    }
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      Field field = byName.get(name);
      if (field != null) {
        readField(field, json.nextToken(), json);
      } else if (attributes != null) {
        int begin = from + (int) json.currentTokenLocation().getByteOffset();
        if (json.nextToken().isStructStart()) {
          json.skipChildren();
        } else {
          json.finishToken();
        }
        attributes.add(name, payload, begin, from + (int) json.currentLocation().getByteOffset());
      } else if (json.nextToken().isStructStart()) {
        json.skipChildren();
      }
    }
    return json.nextToken() == null ? null : "more follows after the JSON object";
  }

  private void readField(Field field, JsonToken token, JsonParser json) throws IOException {
    if (field.role == Role.MEASURE && !field.isPresent()) {
      measures[measureCount++] = field;
    }
    field.message = message;
    field.kind = Kind.of(token);
    field.text = null;
    switch (field.kind) {
      case TEXT -> {
        if (field.role == Role.TEXT) {
          field.text = symbol(json);
        } else if (field.role == Role.TIME) {
          readTime(field, json);
        }
      }
      case INTEGER, DECIMAL -> {
        if (field.role == Role.TIME) {
          field.isLocal = false;
          field.time = timeOfNumber(field.kind, json);
          field.problem =
              field.time == EventTimes.NONE ? times.problemOfNumber(json.getText()) : null;
        } else if (field.role != Role.TEXT) {
          field.number = json.getDoubleValue();
        } else if (field.kind == Kind.INTEGER) {
          field.text = symbol(json);
        }
      }
      case OBJECT, ARRAY -> json.skipChildren();
      case NULL, BOOLEAN -> {}
    }
  }

  private String symbol(JsonParser json) throws IOException {
    return symbols.get(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
  }

  private void readTime(Field field, JsonParser json) throws IOException {
    int length = copyTimestamp(json);
    field.time = length < 0 ? EventTimes.NONE : times.ofText(timestampText, 0, length);
    field.isLocal = false;
    field.problem = null;
    if (field.time == EventTimes.NONE) {
      field.time = length < 0 ? EventTimes.NONE : times.ofLocalText(timestampText, 0, length);
      field.isLocal = field.time != EventTimes.NONE;
      field.problem = field.isLocal ? null : problemOfText(json, length);
    }
  }

  private String problemOfText(JsonParser json, int length) throws IOException {
    return length < 0 ? times.generalProblem() : times.problemOfText(json.getText());
  }

  /** Returns the number of characters; negative where it cannot be a time. */
  private int copyTimestamp(JsonParser json) throws IOException {
    int length = json.getTextLength();
    if (length > timestampText.length) {
      return -1;
    }
    char[] characters = json.getTextCharacters();
    int offset = json.getTextOffset();
    for (int i = 0; i < length; i++) {
      char character = characters[offset + i];
      if (character > 0x7F && character != EventTimeScanner.MINUS_SIGN) {
        return -1;
      }
      timestampText[i] = character > 0x7F ? (byte) '-' : (byte) character;
    }
    return length;
  }

  private long timeOfNumber(Kind kind, JsonParser json) throws IOException {
    if (kind == Kind.DECIMAL || json.getTextLength() > EventTimes.MAX_TEXT_LENGTH) {
      return times.ofNumber(json.getDoubleValue());
    }
    return json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? EventTimes.NONE
        : times.ofNumber(json.getLongValue());
  }

  /** The fields that mean nothing, as the text of a JSON object; null where there are none. */
  String attributes() {
    return attributes == null ? null : attributes.text();
  }

  /** The number of measures in the message, {@code value} among them, valid or not. */
  int measureCount() {
    return measureCount;
  }

  /** Measures in the order in which the message gives them. */
  Field measure(int index) {
    return measures[index];
  }

  private static String shortened(String text) {
    return text.length() <= MAX_DETAIL_LENGTH ? text : text.substring(0, MAX_DETAIL_LENGTH) + "…";
  }

  private enum Role {
    TEXT,
    TIME,
    NUMBER,
    MEASURE
  }

  /** The kinds of JSON values. */
  enum Kind {
    NULL("null"),
    TEXT("a text"),
    INTEGER("a number"),
    DECIMAL("a number"),
    BOOLEAN("true or false"),
    OBJECT("an object"),
    ARRAY("an array");

    final String description;

    Kind(String description) {
      this.description = description;
    }

    private static Kind of(JsonToken token) {
      return switch (token) {
        case VALUE_STRING -> TEXT;
        case VALUE_NUMBER_INT -> INTEGER;
        case VALUE_NUMBER_FLOAT -> DECIMAL;
        case VALUE_TRUE, VALUE_FALSE -> BOOLEAN;
        case START_OBJECT -> OBJECT;
        case START_ARRAY -> ARRAY;
        default -> NULL;
      };
    }
  }

  /** A field as the message at hand gives it. */
  final class Field {
    private final String name;
    private final Role role;
    private long message;
    private Kind kind = Kind.NULL;
    private String text;
    private double number;
    private long time;
    private boolean isLocal;
    private String problem;

    private Field(String name, Role role) {
      this.name = name;
      this.role = role;
    }

    String name() {
      return name;
    }

    Kind kind() {
      return kind;
    }

    private boolean isPresent() {
      return message == MessageFields.this.message;
    }

    /** Whether the message gives the field, and neither as null nor as an empty text. */
    boolean isGiven() {
      return isPresent() && kind != Kind.NULL && !(text != null && text.isEmpty());
    }

    /** The text, or the integer as text; null where there is none. */
    String text() {
      return isGiven() ? text : null;
    }

    /** Whether the field is a number, of any size. */
    boolean isNumber() {
      return kind == Kind.INTEGER || kind == Kind.DECIMAL;
    }

    /** The number, which is infinite where a double cannot hold it. */
    double number() {
      return number;
    }

    /**
     * Microseconds since the epoch, or {@link EventTimes#NONE}.
     *
     * @param sensor the field of the message that has the sensor's id
     */
    long time(Field sensor) {
      if (kind != Kind.TEXT && !isNumber()) {
        return EventTimes.NONE;
      }
      return isLocal ? times.localTimes().toMicros(time, facilityId.text(), sensor.text()) : time;
    }

    /** Why there is no {@link #time}. */
    String timeProblem(Field sensor) {
      if (kind != Kind.TEXT && !isNumber()) {
        return times.generalProblem();
      }
      return isLocal ? times.problemOfLocalTime(facilityId.text(), sensor.text()) : problem;
    }
  }

  /** The field that has the sensor's id. */
  Field id() {
    return sensorId.isGiven() || !deviceId.isGiven() ? sensorId : deviceId;
  }
}

package io.plantbeam.peer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/**
 * Messages of one {@code value} to readings, by the checks of Plantbeam's own format: one JSON
 * object, a sensor or device, an event time with an offset, and a finite number that the sensor
 * type allows. Not thread-safe.
 */
final class ReadingParser {
  private static final int MOST_BYTES = 1 << 20;

  private static final JsonFactory JSON =
      new JsonFactoryBuilder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build();

  private String sensorId;
  private String deviceId;
  private String facilityId;
  private String type;
  private boolean hasTime;
  private long time;
  private double value;

  /**
   * Parses a message.
   *
   * @return null where it cannot be used
   */
  Reading parse(byte[] message) {
    sensorId = null;
    deviceId = null;
    facilityId = null;
    type = null;
    hasTime = false;
    value = Double.NaN;
    if (message.length > MOST_BYTES || !read(message)) {
      return null;
    }
    Reading reading = new Reading();
    reading.sensorId = sensorId != null ? sensorId : deviceId;
    reading.facilityId = facilityId;
    reading.time = time;
    reading.value = "humidity".equals(type) ? Math.min(Math.max(value, 0), 100) : value;
    return reading.sensorId != null && hasTime && isAllowed(value) ? reading : null;
  }

  private boolean read(byte[] message) {
    try (JsonParser parser = JSON.createParser(message)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        JsonToken token = parser.nextToken();
        switch (field) {
          case "sensor_id" -> sensorId = parser.getText();
          case "device_id" -> deviceId = parser.getText();
          case "facility_id" -> facilityId = parser.getText();
          case "sensor_type", "metric_type" -> type = parser.getText();
          case "timestamp" -> readTime(token, parser);
          case "value" -> value = token.isNumeric() ? parser.getDoubleValue() : Double.NaN;
          default -> parser.skipChildren();
        }
      }
      return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
    } catch (IOException | DateTimeException e) {
      // Neither JSON nor a time.
      return false;
    }
  }

  private void readTime(JsonToken token, JsonParser parser) throws IOException {
    if (token == JsonToken.VALUE_NUMBER_INT) {
      time = parser.getLongValue();
      hasTime = true;
    } else if (token == JsonToken.VALUE_STRING) {
      time = time(parser.getText());
      hasTime = true;
    }
  }

  /** Milliseconds since the epoch of a time such as 2026-01-01T00:00:00.000Z. */
  private static long time(String text) {
    if (text.length() != 24 || text.charAt(19) != '.' || text.charAt(23) != 'Z') {
      return OffsetDateTime.parse(text).toInstant().toEpochMilli();
    }
    long day =
        LocalDate.of(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2)).toEpochDay();
    long seconds = digits(text, 11, 2) * 3600L + digits(text, 14, 2) * 60L + digits(text, 17, 2);
    return (day * 86_400 + seconds) * 1000 + digits(text, 20, 3);
  }

  private static int digits(String text, int from, int count) {
    int number = 0;
    for (int i = from; i < from + count; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new DateTimeException(text);
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /** By the built-in sensor types of Plantbeam. */
  private boolean isAllowed(double number) {
    if (type == null || !Double.isFinite(number)) {
      return false;
    }
    return switch (type) {
      case "temperature" -> number >= -50 && number <= 150;
      case "pressure" -> number >= 800 && number <= 1200;
      default -> true;
    };
  }
}

package io.plantbeam.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.reference.ReferenceInput.Line;
import io.plantbeam.reference.ReferenceResult.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * Messages of the golden data's gateway: a local time of Berlin, temperatures in tenths of a
 * degree, and a door that is open or closed.
 */
public final class ReferenceGateway implements ReferenceFormat {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, Double> DOOR = Map.of("OPEN", 1.0, "CLOSED", 0.0);

  @Override
  public void parse(Line line, ReferenceReadings out) {
    JsonNode message;
    try {
      message = JSON.readTree(line.bytes());
    } catch (JsonProcessingException e) {
      out.refuse(line, "malformed_message", null);
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    JsonNode samples = message.path("samples");
    for (int i = 0; i < samples.size(); i++) {
      sample(line, message, samples.get(i), samples.size() > 1 ? "[" + i + "]" : "value", out);
    }
  }

  private static void sample(
      Line line, JsonNode message, JsonNode sample, String field, ReferenceReadings out) {
    String name = sample.path("name").textValue();
    boolean isTemperature = name.equals("temp");
    if ((!isTemperature && !name.equals("door")) || sample.path("v").isNull()) {
      out.passOver();
      return;
    }
    if (!sample.has("v")) {
      out.refuse(line, "missing_field", field);
      return;
    }
    Double value =
        isTemperature
            ? Double.valueOf(sample.get("v").doubleValue() * 0.1)
            : DOOR.get(sample.get("v").textValue());
    if (value == null) {
      out.refuse(line, "invalid_value", field);
    } else if (isTemperature && (value < -50 || value > 150)) {
      out.refuse(line, "out_of_range", field);
    } else {
      out.add(
          new Reading(
              message.get("device").textValue(),
              isTemperature ? "temperature" : "door_open",
              isTemperature ? "temperature" : null,
              message.get("site").textValue(),
              micros(message.get("at").textValue()),
              value,
              isTemperature ? "celsius" : null,
              quality(sample),
              "ok",
              line.file(),
              line.offset(),
              "{\"line\":\"%s\"}".formatted(message.get("line").textValue())));
    }
  }

  private static double quality(JsonNode sample) {
    return switch (sample.path("q").asText()) {
      case "GOOD" -> 1;
      case "BAD" -> 0;
      case "" -> 0.75;
      default -> 0.5;
    };
  }

  /** Of such as {@code 29.03.2026 03:00:00,012}. */
  private static long micros(String time) {
    LocalDate date =
        LocalDate.of(
            Integer.parseInt(time.substring(6, 10)),
            Integer.parseInt(time.substring(3, 5)),
            Integer.parseInt(time.substring(0, 2)));
    LocalTime clock = LocalTime.parse(time.substring(11).replace(',', '.'));
    Instant at = date.atTime(clock).atZone(ZoneId.of("Europe/Berlin")).toInstant();
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }
}

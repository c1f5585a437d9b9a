package io.plantbeam.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.reference.ReferenceInput.Line;
import io.plantbeam.reference.ReferenceResult.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Telegraf's JSON, one metric or a batch of them; every number in it is a time or a value. */
public final class ReferenceTelegraf implements ReferenceFormat {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One field of one metric. */
  private record Value(JsonNode metric, Map.Entry<String, JsonNode> field) {}

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
    Iterable<JsonNode> metrics = message.has("metrics") ? message.get("metrics") : List.of(message);
    List<Value> values = new ArrayList<>();
    for (JsonNode metric : metrics) {
      for (Map.Entry<String, JsonNode> field : metric.path("fields").properties()) {
        values.add(new Value(metric, field));
      }
    }
    for (int i = 0; i < values.size(); i++) {
      value(line, values.get(i), values.size() > 1 ? "[" + i + "]" : null, out);
    }
  }

  /**
   * @param item null where the message has no other
   */
  private static void value(Line line, Value value, String item, ReferenceReadings out) {
    JsonNode given = value.field.getValue();
    if (!given.isNumber() && !given.isBoolean()) {
      out.passOver();
      return;
    }
    JsonNode metric = value.metric;
    String sensor = metric.path("tags").path("device").textValue();
    if (sensor == null) {
      out.refuse(line, "missing_field", item == null ? "sensor" : item);
      return;
    }
    JsonNode time = metric.path("timestamp");
    if (!time.isIntegralNumber()) {
      out.refuse(line, "invalid_timestamp", item == null ? "time" : item);
      return;
    }
    out.add(
        new Reading(
            sensor,
            metric.path("name").textValue() + "." + value.field.getKey(),
            null,
            null,
            micros(time.longValue()),
            given.isBoolean() ? (given.booleanValue() ? 1 : 0) : given.doubleValue(),
            null,
            1,
            "ok",
            line.file(),
            line.offset(),
            null));
  }

  /** By the digits of a time of this decade: 10 of seconds, 13 of milli-, 19 of nanoseconds. */
  private static long micros(long time) {
    return switch (Long.toString(time).length()) {
      case 10 -> time * 1_000_000;
      case 13 -> time * 1_000;
      case 19 -> time / 1_000;
      default -> throw new IllegalArgumentException("no time of the data: " + time);
    };
  }
}

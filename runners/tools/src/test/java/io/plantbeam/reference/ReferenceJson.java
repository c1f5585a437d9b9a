package io.plantbeam.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plantbeam.reference.ReferenceInput.Line;
import io.plantbeam.reference.ReferenceResult.Reading;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Messages of the built-in format, with the default sensor types. */
public final class ReferenceJson implements ReferenceFormat {
  private static final int MAX_BYTES = 1024 * 1024;

  /** 1980: no number is a time before it. */
  private static final long EARLIEST_MILLIS = 315_532_800_000L;

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private record Measure(String type, String unit) {}

  private static final Map<String, Measure> MEASURES = new LinkedHashMap<>();
  private static final Map<String, String> TYPE_UNITS =
      Map.of(
          "temperature", "celsius", "humidity", "percent", "vibration", "m/s2", "pressure", "hPa");

  /** The ways of writing the unit that a range is in, in lower case. */
  private static final Map<String, Set<String>> UNITS_OF_RANGE =
      Map.of(
          "temperature", Set.of("celsius", "c", "°c", "℃", "degc", "deg_c"),
          "humidity", Set.of("percent", "%", "%rh", "pct"),
          "pressure", Set.of("hpa", "mbar", "hectopascal"));

  static {
    MEASURES.put("temperature_celsius", new Measure("temperature", "celsius"));
    MEASURES.put("humidity", new Measure("temperature", "percent"));
    MEASURES.put("acceleration_x", new Measure("vibration", "m/s2"));
    MEASURES.put("acceleration_y", new Measure("vibration", "m/s2"));
    MEASURES.put("acceleration_z", new Measure("vibration", "m/s2"));
    MEASURES.put("pressure_psi", new Measure("pressure", "psi"));
    MEASURES.put("flow_rate", new Measure("pressure", "l/min"));
    MEASURES.put("voltage", new Measure("power", "V"));
    MEASURES.put("current", new Measure("power", "A"));
    MEASURES.put("power_watts", new Measure("power", "W"));
  }

  private static final Set<String> KNOWN_FIELDS =
      Set.of(
          "sensor_id",
          "device_id",
          "sensor_type",
          "metric_type",
          "facility_id",
          "timestamp",
          "unit",
          "quality_score",
          "value");

  /** Each name once, so that millions of readings fit into memory. */
  private final Map<String, String> names = new HashMap<>();

  @Override
  public void parse(Line line, ReferenceReadings out) {
    if (line.bytes().length > MAX_BYTES) {
      out.refuse(line, "too_large", null);
      return;
    }
    JsonNode message;
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line.bytes())).toString();
      message = JSON.readTree(text);
    } catch (CharacterCodingException | JsonProcessingException e) {
      out.refuse(line, "malformed_json", null);
      return;
    }
    if (message == null || !message.isObject()) {
      out.refuse(line, "malformed_json", null);
      return;
    }
    String sensor = firstName(message, "sensor_id", "device_id");
    if (sensor == null) {
      boolean deviceAtFault = !message.hasNonNull("sensor_id") && message.hasNonNull("device_id");
      out.refuse(line, "missing_field", deviceAtFault ? "device_id" : "sensor_id");
      return;
    }
    JsonNode timestamp = message.get("timestamp");
    if (timestamp == null || timestamp.isNull()) {
      out.refuse(line, "missing_field", "timestamp");
      return;
    }
    Long eventTime = eventTime(timestamp);
    if (eventTime == null) {
      out.refuse(line, "invalid_timestamp", "timestamp");
      return;
    }
    double quality = 1.0;
    JsonNode score = message.get("quality_score");
    if (score != null && !score.isNull()) {
      if (!isFiniteNumber(score)) {
        out.refuse(line, "invalid_value", "quality_score");
        return;
      }
      quality = score.doubleValue();
    }
    List<String> measures = new ArrayList<>();
    message
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (name.equals("value") || MEASURES.containsKey(name)) {
                measures.add(name);
              }
            });
    if (measures.isEmpty()) {
      out.refuse(line, "missing_field", "value");
      return;
    }
    String declaredType = firstName(message, "sensor_type", "metric_type");
    for (String name : measures) {
      measure(line, message, name, sensor, declaredType, eventTime, quality, out);
    }
  }

  private void measure(
      Line line,
      JsonNode message,
      String name,
      String sensor,
      String declaredType,
      long eventTime,
      double quality,
      ReferenceReadings out) {
    JsonNode number = message.get(name);
    if (!isFiniteNumber(number)) {
      out.refuse(line, "invalid_value", name);
      return;
    }
    double value = number.doubleValue();
    String metric;
    String type;
    String unit;
    String rangeOf = null;
    if (name.equals("value")) {
      type = declaredType;
      metric = type == null ? "value" : type;
      unit = name(message, "unit");
      if (UNITS_OF_RANGE.containsKey(metric)
          && (unit == null || UNITS_OF_RANGE.get(metric).contains(unit.toLowerCase(Locale.ROOT)))) {
        rangeOf = metric;
      }
      unit = unit == null ? TYPE_UNITS.get(metric) : unit;
    } else {
      Measure measure = MEASURES.get(name);
      metric = name;
      type = declaredType == null ? measure.type : declaredType;
      unit = measure.unit;
      if (name.equals("temperature_celsius")) {
        rangeOf = "temperature";
      } else if (name.equals("humidity")) {
        rangeOf = "humidity";
      }
    }
    String rangeCheck = "ok";
    if (("temperature".equals(rangeOf) && (value < -50 || value > 150))
        || ("pressure".equals(rangeOf) && (value < 800 || value > 1200))) {
      out.refuse(line, "out_of_range", name);
      return;
    }
    if ("humidity".equals(rangeOf) && (value < 0 || value > 100)) {
      value = value < 0 ? 0 : 100;
      rangeCheck = "clamped";
    }
    out.add(
        new Reading(
            sensor,
            metric,
            type,
            name(message, "facility_id"),
            eventTime,
            value,
            unit,
            quality,
            rangeCheck,
            line.file(),
            line.offset(),
            attributes(message)));
  }

  /** The fields that mean nothing; the data has none whose numbers Jackson writes otherwise. */
  private static String attributes(JsonNode message) {
    ObjectNode attributes = ((ObjectNode) message).deepCopy();
    attributes.remove(KNOWN_FIELDS);
    attributes.remove(MEASURES.keySet());
    return attributes.isEmpty() ? null : attributes.toString();
  }

  /** Text or a whole number taken as text; null where absent, empty or something else. */
  private String name(JsonNode message, String field) {
    JsonNode node = message.get(field);
    if (node == null) {
      return null;
    }
    if (node.isIntegralNumber() || (node.isTextual() && !node.textValue().isEmpty())) {
      return names.computeIfAbsent(node.asText(), name -> name);
    }
    return null;
  }

  private String firstName(JsonNode message, String field, String otherField) {
    String first = name(message, field);
    return first != null ? first : name(message, otherField);
  }

  private static boolean isFiniteNumber(JsonNode node) {
    return node.isNumber() && Double.isFinite(node.doubleValue());
  }

  /** Microseconds since the epoch; null for what is not a time. */
  private static Long eventTime(JsonNode node) {
    try {
      OffsetDateTime time;
      if (node.isTextual()) {
        time = OffsetDateTime.parse(node.textValue());
      } else if (node.isIntegralNumber()
          && node.canConvertToLong()
          && node.longValue() >= EARLIEST_MILLIS) {
        time = Instant.ofEpochMilli(node.longValue()).atOffset(ZoneOffset.UTC);
      } else {
        return null;
      }
      Instant utc = time.toInstant();
      long micros = Math.multiplyExact(utc.getEpochSecond(), 1_000_000L) + utc.getNano() / 1_000;
      return micros < 0 || utc.atOffset(ZoneOffset.UTC).getYear() > 9998 ? null : micros;
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }
}

package io.plantbeam.tools.simulate;

import io.plantbeam.tools.simulate.SensorModel.Shape;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A sensor's values to the bytes of its message, clean or with something wrong with it. */
final class MessageEncoder {
  private static final int TOO_LARGE_BYTES = (1 << 20) + 1;

  private final JsonBytes json = new JsonBytes();
  private final byte[][] heads;
  private final byte[][] tails;
  private final byte[][][] fields;

  MessageEncoder(List<SimulatedSensor> sensors) {
    heads = new byte[sensors.size()][];
    tails = new byte[sensors.size()][];
    fields = new byte[sensors.size()][][];
    for (SimulatedSensor sensor : sensors) {
      int index = sensor.index();
      heads[index] = ascii(head(sensor));
      tails[index] = ascii(tail(sensor));
      fields[index] =
          sensor.measures().stream()
              .map(measure -> ascii(",\"" + measure.field() + "\":"))
              .toArray(byte[][]::new);
    }
  }

  private static String head(SimulatedSensor sensor) {
    String id = sensor.model().shape() == Shape.DEVICE ? "device_id" : "sensor_id";
    return "\"%s\":\"%s\",".formatted(id, sensor.sensorId());
  }

  private static String tail(SimulatedSensor sensor) {
    SensorModel model = sensor.model();
    String unit = model.unit() == null ? "" : ",\"unit\":\"%s\"".formatted(model.unit());
    return switch (model.shape()) {
      case FULL, TYPED ->
          "%s,\"sensor_type\":\"%s\",\"facility_id\":\"%s\"}"
              .formatted(unit, model.sensorType(), sensor.facilityId());
      case METRIC_TYPE -> "%s,\"metric_type\":\"%s\"}".formatted(unit, model.sensorType());
      case DEVICE ->
          "%s,\"sensor_type\":\"%s\",\"location\":{\"lat\":48.78,\"lon\":9.18},\"metadata\":{\"fw\":\"1.%d\"}}"
              .formatted(unit, model.sensorType(), sensor.index() % 10);
    };
  }

  /** A message as it should be. */
  byte[] encode(SimulatedSensor sensor, long time, double[] values, int qualityPercent) {
    json.clear();
    json.append('{').append(heads[sensor.index()]);
    appendTime(sensor, time);
    appendMeasures(sensor, values, -1, null);
    if (sensor.model().shape() == Shape.FULL) {
      json.append(QUALITY).appendDecimal(qualityPercent / 100.0, 2);
    }
    return json.append(tails[sensor.index()]).copy();
  }

  /**
   * A message with something wrong with it.
   *
   * @param variant any number of 0 or more: which of the ways to be wrong, and for {@link
   *     DirtyKind#INVALID_VALUE} also in which measure
   */
  byte[] encodeDirty(
      SimulatedSensor sensor, long time, double[] values, DirtyKind kind, int variant) {
    byte[] head = heads[sensor.index()];
    byte[] tail = tails[sensor.index()];
    json.clear();
    json.append('{');
    switch (kind) {
      case MALFORMED_JSON -> {
        json.append(head);
        appendTime(sensor, time);
        appendMeasures(sensor, values, -1, null);
        malform(tail, variant);
      }
      case MISSING_FIELD -> {
        if (variant % 3 != 0) {
          json.append(head);
        }
        if (variant % 3 != 1) {
          appendTime(sensor, time);
        } else {
          json.append("\"lost\":true");
        }
        if (variant % 3 != 2) {
          appendMeasures(sensor, values, -1, null);
        }
        json.append(tail);
      }
      case INVALID_TIMESTAMP -> {
        String[] times = {"\"yesterday\"", "\"2026-13-45T00:00:00Z\"", "true", "\"12:30\""};
        json.append(head).append("\"timestamp\":").append(times[variant % times.length]);
        appendMeasures(sensor, values, -1, null);
        json.append(tail);
      }
      case INVALID_VALUE -> {
        String[] wrong = {"\"ERR\"", "\"21.5\"", "true", "null", "1e999"};
        json.append(head);
        appendTime(sensor, time);
        appendMeasures(sensor, values, variant % values.length, wrong[variant % wrong.length]);
        json.append(tail);
      }
      case OUT_OF_RANGE -> {
        json.append(head);
        appendTime(sensor, time);
        appendMeasures(sensor, values, 0, variant % 2 == 0 ? "9999.9" : "-999.9");
        json.append(tail);
      }
      case TOO_LARGE -> {
        json.append(head);
        appendTime(sensor, time);
        appendMeasures(sensor, values, -1, null);
        json.append(",\"dump\":\"");
        json.append("0".repeat(TOO_LARGE_BYTES - json.size() - tail.length - 1));
        json.append('"').append(tail);
      }
    }
    return json.copy();
  }

  private void malform(byte[] tail, int variant) {
    switch (variant % 5) {
      case 0 -> json.truncate(json.size() / 2);
      case 1 -> {
        json.clear();
        json.append("E-STOP pressed, restarting");
      }
      case 2 -> json.append(tail).append(" }");
      case 3 -> {
        json.clear();
        json.append("[1,2,3]");
      }
      default ->
          json.append(",\"note\":\"")
              .append(new byte[] {(byte) 0xC3, '('})
              .append('"')
              .append(tail);
    }
  }

  private void appendTime(SimulatedSensor sensor, long time) {
    json.append(TIMESTAMP);
    if (sensor.model().shape() == Shape.METRIC_TYPE) {
      json.appendLong(time);
    } else {
      json.append('"').appendIso(time).append('"');
    }
  }

  private void appendMeasures(
      SimulatedSensor sensor, double[] values, int wrongMeasure, String wrongValue) {
    for (int i = 0; i < values.length; i++) {
      json.append(fields[sensor.index()][i]);
      if (i == wrongMeasure) {
        json.append(wrongValue);
      } else {
        json.appendDecimal(values[i], sensor.measures().get(i).decimals());
      }
    }
  }

  private static final byte[] TIMESTAMP = ascii("\"timestamp\":");
  private static final byte[] QUALITY = ascii(",\"quality_score\":");

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

package io.plantbeam.conformance;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The machines whose messages are not of the built-in format: a lathe behind Telegraf, an oven
 * behind a gateway with a format of its own, and a mill that sends Avro. Each has one series with a
 * spike as the last reading of a minute, values that are passed over, and messages that are
 * refused.
 */
final class GoldenMachines {
  private static final DateTimeFormatter CLOCK_OF_GATEWAY =
      DateTimeFormatter.ofPattern("dd.MM.uuuu HH:mm:ss,SSS").withZone(ZoneId.of("Europe/Berlin"));

  private static final int SECOND_SCHEMA_FROM = 120;

  private final Random random = new Random(105);
  private final List<Message> messages = new ArrayList<>();

  /** A message and its event time, or the time at which it comes if it has none. */
  @SuppressWarnings("ArrayRecordComponent")
  record Message(GoldenSource source, Instant at, byte[] payload) {}

  private GoldenMachines() {}

  /** All messages from one time to another, by time. */
  static List<Message> messages(Instant from, Instant to, int stepSeconds) {
    GoldenMachines machines = new GoldenMachines();
    int step = 0;
    for (Instant at = from; at.isBefore(to); at = at.plusSeconds(stepSeconds)) {
      machines.lathe(at, step);
      machines.oven(at.plusMillis(12), step);
      machines.mill(at.plusNanos(13_007_000), step);
      step++;
    }
    return machines.messages;
  }

  /** A message of a machine that has a time and no reading. */
  static byte[] beat(GoldenSource source, Instant at) {
    return switch (source) {
      case TELEGRAF -> utf8(lathe("beat", "\"n\":null", Long.toString(at.toEpochMilli())));
      case GATEWAY -> oven(at, "{\"name\":\"temp\",\"v\":null}");
      case AVRO -> MillRecords.first("mill", at, values("torque", null));
      case PLANT_0, PLANT_1, PLANT_2 ->
          throw new IllegalArgumentException(source + " is of no machine");
    };
  }

  private void add(GoldenSource source, Instant at, byte[] payload) {
    messages.add(new Message(source, at, payload));
  }

  private double noise(double mean, double deviation) {
    return mean + deviation * random.nextGaussian();
  }

  /** In batches and alone, with times in seconds, milliseconds and nanoseconds in turn. */
  private void lathe(Instant at, int step) {
    double rpm = noise(1500, 4) + (step == 131 ? 80 : 0);
    String time =
        switch (step % 3) {
          case 0 -> Long.toString(at.getEpochSecond());
          case 1 -> Long.toString(at.toEpochMilli());
          default -> at.getEpochSecond() + "000007999";
        };
    String spindle =
        lathe(
            "spindle",
            "\"rpm\":%s,\"coolant\":%s,\"program\":\"O%d\"".formatted(rpm, step % 2 == 0, step / 9),
            time);
    String axis = lathe("axis", "\"load\":%s".formatted(noise(35, 2)), time);
    if (step % 4 == 3) {
      add(GoldenSource.TELEGRAF, at, utf8(spindle));
      add(GoldenSource.TELEGRAF, at, utf8(axis));
    } else {
      add(GoldenSource.TELEGRAF, at, utf8("{\"metrics\":[%s,%s]}".formatted(spindle, axis)));
    }
    if (step % 100 == 40) {
      add(GoldenSource.TELEGRAF, at, utf8(spindle.substring(0, 50)));
      add(GoldenSource.TELEGRAF, at, utf8(lathe("axis", "\"load\":1", "\"yesterday\"")));
      add(GoldenSource.TELEGRAF, at, utf8(axis.replace("\"device\":\"lathe\"", "\"room\":\"7\"")));
    }
  }

  private static String lathe(String measurement, String fields, String time) {
    return "{\"name\":\"%s\",\"tags\":{\"device\":\"lathe\"},\"fields\":{%s},\"timestamp\":%s}"
        .formatted(measurement, fields, time);
  }

  /** With local times, of which those from 02:00 to 03:00 are not there. */
  private void oven(Instant at, int step) {
    // In tenths, and once beyond what the type allows.
    double temperature = step == 70 ? 21_500 : Math.round(noise(1200, 3)) + (step == 134 ? 90 : 0);
    String quality = List.of("GOOD", "GOOD", "UNSURE", "GOOD", "BAD").get(step % 5);
    String door = step == 150 ? "AJAR" : step % 2 == 0 ? "OPEN" : "CLOSED";
    add(
        GoldenSource.GATEWAY,
        at,
        oven(
            at,
            "{\"name\":\"temp\",\"v\":%s,\"q\":\"%s\"}".formatted(temperature, quality),
            "{\"name\":\"door\",\"v\":\"%s\"}".formatted(door),
            "{\"name\":\"uptime\",\"v\":%d}".formatted(step * 20)));
    if (step % 100 == 50) {
      add(
          GoldenSource.GATEWAY,
          at,
          utf8("{\"device\":\"oven\",\"samples\":[{\"name\":\"door\"}]}"));
      add(GoldenSource.GATEWAY, at, utf8("oven is off"));
    }
  }

  private static byte[] oven(Instant at, String... samples) {
    return utf8(
        "{\"site\":\"f-1\",\"line\":\"L%d\",\"device\":\"oven\",\"at\":\"%s\",\"samples\":[%s]}"
            .formatted(
                at.getEpochSecond() / 1200 % 2,
                CLOCK_OF_GATEWAY.format(at),
                String.join(",", samples)));
  }

  private void mill(Instant at, int step) {
    Map<String, Double> values = values("torque", noise(88, 0.5) + (step == 179 ? 12 : 0));
    values.put("tool_wear", step % 10 == 0 ? null : Double.valueOf(noise(0.25, 0.01)));
    byte[] message =
        step < SECOND_SCHEMA_FROM
            ? MillRecords.first("mill", at, values)
            : MillRecords.second(step % 2 == 0 ? "f-2" : null, "mill", at, values);
    add(GoldenSource.AVRO, at, message);
    if (step % 100 == 60) {
      add(GoldenSource.AVRO, at, MillRecords.withId(99, message));
      add(GoldenSource.AVRO, at, Arrays.copyOf(message, message.length - 3));
      add(GoldenSource.AVRO, at, utf8("{\"machine\":\"mill\"}"));
    }
  }

  /** That keeps its order, and may have nulls. */
  private static Map<String, Double> values(String name, Double value) {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put(name, value);
    return values;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

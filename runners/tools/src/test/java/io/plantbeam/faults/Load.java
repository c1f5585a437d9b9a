package io.plantbeam.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The messages that are sent while faults happen: the same in each run, whatever the pace. Sensors
 * measure every {@link #STEP}; half of them send a step late. Some messages are sent twice, one of
 * each step is not JSON, and some sensors spike, stick, drift or leave their thresholds, so that
 * there are anomalies of all kinds.
 *
 * <p>Event times are in the past and go faster than the clock, so that a minute of a test is some
 * hours of a plant.
 */
final class Load {
  static final int PARTITIONS = 4;
  static final Duration STEP = Duration.ofSeconds(10);

  private static final Instant BEGIN = Instant.parse("2025-06-02T00:00:00Z");
  private static final int LATE_STEPS = 1;
  private static final int REPEATED_AFTER_STEPS = 3;

  private final int sensors;
  private final int steps;

  /** How many sensors send how often. */
  Load(int sensors, int steps) {
    this.sensors = sensors;
    this.steps = steps;
  }

  /** A message for a partition. */
  @SuppressWarnings("ArrayRecordComponent")
  record Message(int partition, byte[] bytes) {
    private static Message of(int partition, String text) {
      return new Message(partition, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  int steps() {
    return steps;
  }

  /** The messages of a step, in the order in which they are sent. */
  List<Message> messages(int step) {
    List<Message> messages = new ArrayList<>();
    for (int sensor = 0; sensor < sensors; sensor++) {
      int number = readingAt(sensor, step);
      if (number >= 0) {
        messages.add(reading(sensor, number));
      }
      if (number >= REPEATED_AFTER_STEPS && (sensor * 7 + step) % 50 == 0) {
        messages.add(reading(sensor, number - REPEATED_AFTER_STEPS));
      }
    }
    messages.add(Message.of(step % PARTITIONS, unreadable(step)));
    return messages;
  }

  /** Messages of sensors of their own, which end all windows. */
  List<Message> closing() {
    String time = time(steps).plus(Duration.ofHours(2)).toString();
    return IntStream.range(0, PARTITIONS)
        .mapToObj(
            partition -> Message.of(partition, json("closing-" + partition, time, 20, "celsius")))
        .toList();
  }

  /** The payloads of some steps that become dead letters. */
  List<String> unreadable(int from, int to) {
    return IntStream.range(from, to).mapToObj(Load::unreadable).toList();
  }

  /** The identity and the value of each reading whose event time is before the given time. */
  List<String> readingsBefore(Instant time) {
    List<String> readings = new ArrayList<>();
    for (int sensor = 0; sensor < sensors; sensor++) {
      for (int number = 0; number <= readingAt(sensor, steps - 1); number++) {
        if (time(number).isBefore(time)) {
          readings.add(
              "%s|%d|%s"
                  .formatted(name(sensor), time(number).toEpochMilli(), value(sensor, number)));
        }
      }
    }
    return readings;
  }

  /** The event time to which all partitions have come when a number of steps has been sent. */
  Instant reachedAfter(int sentSteps) {
    return time(sentSteps - 1 - LATE_STEPS);
  }

  /** Writes all messages to a file. */
  void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    try (var out = Files.newBufferedWriter(file)) {
      for (int step = 0; step < steps; step++) {
        for (Message message : messages(step)) {
          out.write(new String(message.bytes(), StandardCharsets.UTF_8));
          out.write('\n');
        }
      }
    }
  }

  /** Writes the registry of the sensors. */
  void writeRegistry(Path directory) {
    List<String> lines =
        IntStream.range(0, sensors)
            .mapToObj(
                sensor ->
                    "{\"sensor_id\":\"%s\",\"facility_id\":\"f-1\",\"equipment_id\":\"eq-%d\"%s}"
                        .formatted(
                            name(sensor),
                            sensor / 5,
                            sensor % 20 == 18
                                ? ",\"alert_thresholds\":{\"low\":-10,\"high\":80}"
                                : ""))
            .toList();
    try {
      Files.createDirectories(directory);
      Files.write(
          directory.resolve("facilities.ndjson"),
          List.of(
              "{\"facility_id\":\"f-1\",\"name\":\"Stuttgart Works\","
                  + "\"timezone\":\"Europe/Berlin\",\"criticality\":5}"));
      Files.write(directory.resolve("sensors.ndjson"), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int readingAt(int sensor, int step) {
    return sensor % 2 == 0 ? step : step - LATE_STEPS;
  }

  private static Instant time(int number) {
    return BEGIN.plus(STEP.multipliedBy(number));
  }

  private static String name(int sensor) {
    return "s-%03d".formatted(sensor);
  }

  private static Message reading(int sensor, int number) {
    return Message.of(
        sensor % PARTITIONS,
        json(name(sensor), time(number).toString(), value(sensor, number), "celsius"));
  }

  private static String json(String sensor, String time, double value, String unit) {
    return ("{\"sensor_id\":\"%s\",\"timestamp\":\"%s\",\"facility_id\":\"f-1\","
            + "\"sensor_type\":\"temperature\",\"value\":%s,\"unit\":\"%s\"}")
        .formatted(sensor, time, value, unit);
  }

  private static String unreadable(int step) {
    return "{\"sensor_id\":\"s-unreadable\",\"step\":" + step;
  }

  private static double value(int sensor, int number) {
    double usual =
        20 + sensor % 30 + 2 * Math.sin(2 * Math.PI * number / 180) + noise(sensor, number);
    double value =
        switch (sensor % 20) {
          case 3 -> number % 90 == 47 ? usual + 12 : usual;
          case 8 -> number / 60 % 3 == 2 ? 21 : usual;
          case 13 -> usual + 3 * Math.min(30, number % 180);
          case 18 -> number % 120 >= 60 && number % 120 < 72 ? 100 : usual;
          default -> usual;
        };
    return Math.round(value * 1000) / 1000.0;
  }

  /** The same for the same arguments; from -0.5 to 0.5. */
  private static double noise(int sensor, int number) {
    long bits = (sensor * 1_000_003L + number) * 0x9E3779B97F4A7C15L;
    bits = (bits ^ (bits >>> 31)) * 0xBF58476D1CE4E5B9L;
    return (bits >>> 40) / (double) (1 << 24) - 0.5;
  }
}

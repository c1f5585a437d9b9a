package io.plantbeam.conformance;

import io.plantbeam.conformance.GoldenMessage.Kind;
import io.plantbeam.conformance.GoldenMessage.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The golden data: 80 minutes of eighteen devices in two facilities, with every shape of message,
 * from 2026-03-29T00:20Z on; at 01:00Z clocks went from 02:00 to 03:00 in Stuttgart, and not in
 * Milwaukee. Each facility has a sensor {@code twin}, and their readings are of the same times. The
 * sensor {@code shaker} measures 6,400 times per second, across the end of a minute. A washer with
 * three sensors is cleaned from 01:05Z to 01:20Z, while one of them is too high, and two are off,
 * of which one comes back.
 *
 * <p>Readings are up to 25 seconds out of order. Some are there twice, some messages are refused in
 * each of the possible ways, and there are a spike, a trend, a stuck sensor and a burst above the
 * thresholds of the registry. Three machines send {@linkplain GoldenMachines other formats}. The
 * three sensors of a press raise alerts one after the other, of which the first becomes worse. The
 * sensor {@code valve}, whose readings come in order, is beyond its alarm limits four times, once
 * when the stream is restarted.
 */
final class GoldenData {
  /** Of the topic whose messages have the built-in format; the last one is silent. */
  static final int PARTITIONS = GoldenSource.ofPlant().size() + 1;

  /** What the sensors of {@link #beat} are called that have the built-in format. */
  static final String BEAT = "beat-";

  private static final Instant BEGIN = Instant.parse("2026-03-29T00:20:00Z");
  private static final Instant RESTART = Instant.parse("2026-03-29T01:10:00Z");
  private static final Instant END = Instant.parse("2026-03-29T01:40:00Z");
  private static final int STEP_SECONDS = 20;
  private static final int MOST_DISORDER_MILLIS = 25_000;
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private Random random = new Random(20260329);
  private final List<Timed> timed = new ArrayList<>();
  private final List<GoldenMessage> messages = new ArrayList<>();

  /** A message and the time of its arrival, which messages are sorted by. */
  private record Timed(long arrival, GoldenMessage message) {}

  private GoldenData() {}

  /** All messages, those of a source in their order. */
  static List<GoldenMessage> messages() {
    GoldenData data = new GoldenData();
    data.addPulses();
    data.addReadings();
    data.addRefused();
    data.addTwins();
    data.addShaker();
    data.addWasher();
    data.addPress();
    data.addValve();
    data.addMachines();
    data.timed.sort((a, b) -> Long.compare(a.arrival, b.arrival));
    data.addPart(Part.FIRST);
    data.addLate();
    data.addPart(Part.SECOND);
    return data.messages;
  }

  /** The first message of a source. */
  private static GoldenMessage pulse(GoldenSource source) {
    byte[] payload =
        GoldenSource.ofPlant().contains(source)
            ? utf8(
                "{\"sensor_id\":\"pulse-%d\",\"timestamp\":%d,\"value\":1}"
                    .formatted(source.partition(), BEGIN.toEpochMilli()))
            : GoldenMachines.beat(source, BEGIN);
    return new GoldenMessage(source, Part.FIRST, Kind.ORDINARY, payload);
  }

  /**
   * A message that keeps a source from being idle between the first part and the second, because
   * its time goes on: a little behind the first part. It has no reading, and is no golden message.
   *
   * @param number of those that were sent before
   */
  static byte[] beat(GoldenSource source, int number) {
    Instant at = RESTART.plusMillis(number);
    return GoldenSource.ofPlant().contains(source)
        ? utf8(
            "{\"sensor_id\":\"%s%d\",\"timestamp\":%d,\"value\":null}"
                .formatted(BEAT, source.partition(), at.toEpochMilli()))
        : GoldenMachines.beat(source, at);
  }

  /** Writes the file of each source. */
  static void writeFiles(Path directory, List<GoldenMessage> messages) throws IOException {
    Files.createDirectories(directory);
    for (GoldenSource source : GoldenSource.values()) {
      ByteArrayOutputStream lines = new ByteArrayOutputStream();
      for (GoldenMessage message : messages) {
        if (message.source() == source) {
          lines.write(source.line(message.payload()));
          lines.write('\n');
        }
      }
      Files.write(directory.resolve(source.file()), lines.toByteArray());
    }
  }

  private void addPulses() {
    for (GoldenSource source : GoldenSource.values()) {
      timed.add(new Timed(Long.MIN_VALUE, pulse(source)));
    }
  }

  private void addReadings() {
    int step = 0;
    for (Instant at = BEGIN; at.isBefore(END); at = at.plusSeconds(STEP_SECONDS)) {
      long time = at.toEpochMilli();
      full(time + 1, step);
      metric(time + 2, step);
      device(time + 3);
      climate(time + 4, step);
      motor(time + 5);
      pump(time + 6, step);
      meter(time + 7, step);
      chicago(time + 8, step);
      step++;
    }
    Instant burst = BEGIN.plusSeconds(20 * 60);
    for (int second = 0; second < 900; second += 5) {
      boolean high = second >= 300 && second < 600;
      long time = burst.plusSeconds(second).toEpochMilli();
      add("burst", time, reading("burst", time, noise(high ? 75 : 40, 0.5)));
    }
  }

  private void full(long time, int step) {
    double value = step == 60 || step == 200 ? 95.25 : noise(71, 0.7);
    add("full", time, fullMessage(time, value));
  }

  private String fullMessage(long time, double value) {
    return ("{\"sensor_id\":\"full\",\"timestamp\":\"%s\",\"facility_id\":\"f-1\","
            + "\"sensor_type\":\"temperature\",\"quality_score\":%s,\"value\":%s,"
            + "\"unit\":\"celsius\"}")
        .formatted(
            Instant.ofEpochMilli(time), Math.round(random.nextDouble() * 100) / 100.0, value);
  }

  private void metric(long time, int step) {
    // Values of many magnitudes, whose sums depend on the order of adding.
    double value = noise(0, Math.pow(10, step % 7 - 3));
    add(
        "metric",
        time,
        "{\"sensor_id\":\"metric\",\"timestamp\":%d,\"metric_type\":\"torque\",\"value\":%s}"
            .formatted(time, value));
  }

  private void device(long time) {
    add(
        "device",
        time,
        ("{\"device_id\":\"device\",\"sensor_type\":\"pressure\",\"timestamp\":\"%s\",\"value\":%s,"
                + "\"unit\":\"hPa\",\"location\":{\"lat\":48.8,\"lon\":9.2},"
                + "\"metadata\":{\"fw\":\"1.2\"}}")
            .formatted(
                Instant.ofEpochMilli(time).atZone(BERLIN).toOffsetDateTime(), noise(1013, 3)));
  }

  private void climate(long time, int step) {
    double humidity = step % 50 == 10 ? 104.5 : noise(55, 2);
    add(
        "climate",
        time,
        "{\"sensor_id\":\"climate\",\"timestamp\":\"%s\",\"temperature_celsius\":%s,\"humidity\":%s}"
            .formatted(Instant.ofEpochMilli(time), noise(21, 0.2), humidity));
  }

  private void motor(long time) {
    add(
        "motor",
        time,
        ("{\"sensor_id\":\"motor\",\"timestamp\":%d,\"sensor_type\":\"vibration\","
                + "\"acceleration_x\":%s,\"acceleration_y\":%s,\"acceleration_z\":%s}")
            .formatted(time, noise(0, 0.3), noise(0, 0.3), noise(9.81, 0.3)));
  }

  private void pump(long time, int step) {
    double pressure = noise(101_325_000, 0.5);
    String flow = step % 60 == 30 ? "\"blocked\"" : Double.toString(noise(120, 1));
    add(
        "pump",
        time,
        "{\"sensor_id\":\"pump\",\"timestamp\":%d,\"pressure_psi\":%s,\"flow_rate\":%s}"
            .formatted(time, pressure, flow));
  }

  private void meter(long time, int step) {
    double voltage = step >= 100 && step < 150 ? 229.9 : noise(230, 0.5);
    add(
        "meter",
        time,
        "{\"sensor_id\":\"meter\",\"timestamp\":%d,\"voltage\":%s,\"current\":%s,\"power_watts\":%s}"
            .formatted(time, voltage, noise(4, 0.1), noise(920, 20)));
  }

  private void chicago(long time, int step) {
    double drift = Math.max(0, Math.min(20, step - 165)) * 4;
    add("chicago", time, reading("chicago", time, noise(20, 0.4) + drift));
  }

  private static String reading(String sensor, long time, double value) {
    return "{\"sensor_id\":\"%s\",\"timestamp\":%d,\"value\":%s}".formatted(sensor, time, value);
  }

  private double noise(double mean, double deviation) {
    return mean + deviation * random.nextGaussian();
  }

  private void add(String sensor, long time, String text) {
    add(GoldenSource.ofSensor(sensor), time, utf8(text));
  }

  /** Adds a message, and one in forty a second time. */
  private void add(GoldenSource source, long time, byte[] payload) {
    long arrival = time + random.nextInt(MOST_DISORDER_MILLIS);
    timed.add(timed(time, arrival, source, payload));
    if (random.nextInt(40) == 0) {
      timed.add(timed(time, arrival + 1, source, payload));
    }
  }

  /**
   * With randomness of their own, so that the other readings are what they are without them. The
   * spike of both is the last reading of a minute, which is judged by its z-score. Messages without
   * a facility are of neither.
   */
  private void addTwins() {
    random = new Random(101);
    int step = 0;
    for (Instant at = BEGIN; at.isBefore(END); at = at.plusSeconds(STEP_SECONDS)) {
      long time = at.toEpochMilli() + 9;
      twin("\"f-1\"", time, noise(20, 0.3) + (step == 92 ? 15 : 0));
      twin("\"f-2\"", time, noise(90, 0.3) + (step == 92 || step == 170 ? 15 : 0));
      step++;
    }
    for (int minute = 15; minute < 80; minute += 20) {
      twin("null", BEGIN.plusSeconds(60L * minute).toEpochMilli(), noise(50, 0.3));
    }
  }

  private void twin(String facility, long time, double value) {
    add(
        "twin",
        time,
        "{\"sensor_id\":\"twin\",\"facility_id\":%s,\"timestamp\":%d,\"value\":%s}"
            .formatted(facility, time, value));
  }

  /**
   * Samples from 20 ms before a minute to 20 ms after it, one with digits that are cut and not
   * rounded; then three readings of one microsecond, of which two have equal values.
   */
  private void addShaker() {
    random = new Random(102);
    Instant begin = BEGIN.plusSeconds(26 * 60).minusMillis(20);
    for (int i = 0; i < 256; i++) {
      shaken(begin.plusNanos(i * 156_250L).truncatedTo(ChronoUnit.MICROS), noise(0, 0.5));
    }
    shaken(begin.plusNanos(39_921_999), noise(0, 0.5));

    // After all others, because a stream remembers the values of only the latest readings.
    Instant last = begin.plusNanos(40_007_000);
    long time = last.toEpochMilli();
    GoldenSource source = GoldenSource.ofSensor("shaker");
    for (String text :
        List.of(
            shakerMessage(last.plusNanos(900), 30),
            shakerMessage(last.plusNanos(100), 0.25),
            shakerMessage(last, 30))) {
      timed.add(timed(time, time + MOST_DISORDER_MILLIS, source, utf8(text)));
    }
  }

  private void shaken(Instant at, double value) {
    add("shaker", at.toEpochMilli(), shakerMessage(at, value));
  }

  /** With epoch milliseconds where the time has no finer digits, and else ISO-8601. */
  private static String shakerMessage(Instant at, double value) {
    boolean isWholeMillis = at.equals(at.truncatedTo(ChronoUnit.MILLIS));
    String time = isWholeMillis ? Long.toString(at.toEpochMilli()) : "\"" + at + "\"";
    return ("{\"sensor_id\":\"shaker\",\"facility_id\":\"f-1\",\"sensor_type\":\"vibration\","
            + "\"timestamp\":%s,\"value\":%s,\"unit\":\"m/s2\"}")
        .formatted(time, value);
  }

  /** The burst comes again after the cleaning. */
  private void addWasher() {
    random = new Random(103);
    Instant begin = BEGIN.plusSeconds(30 * 60);
    for (int second = 0; second < 50 * 60; second += 10) {
      long time = begin.plusSeconds(second).toEpochMilli() + 11;
      boolean isOff = second >= 15 * 60;
      boolean isBack = second >= 30 * 60;
      int minute = second / 60;
      boolean isHigh = (minute >= 20 && minute < 23) || (minute >= 40 && minute < 43);
      add("washer", time, reading("washer", time, noise(isHigh ? 75 : 40, 0.5)));
      if (!isOff || isBack) {
        add("washer-flow", time, reading("washer-flow", time, noise(12, 0.2)));
      }
      if (!isOff) {
        add("washer-valve", time, reading("washer-valve", time, noise(50, 0.2)));
      }
    }
  }

  /**
   * Values that are known to the digit, whose spikes are the last readings of minutes: one of
   * severity high and, five minutes later, one that is critical.
   */
  private void addPress() {
    random = new Random(103);
    int step = 0;
    for (Instant at = BEGIN; at.isBefore(END); at = at.plusSeconds(STEP_SECONDS)) {
      long time = at.toEpochMilli() + 11;
      double steady = step % 2 == 0 ? 0.1 : -0.1;
      press("press-a", time, 20 + steady + (step == 110 ? 0.7 : step == 125 ? 3 : 0));
      press("press-b", time, 40 + steady + (step == 116 ? 3 : 0));
      press("press-c", time, step >= 108 && step < 160 ? 60 : 60 + steady);
      step++;
    }
  }

  private void press(String sensor, long time, double value) {
    add(sensor, time, reading(sensor, time, Math.round(value * 10) / 10.0));
  }

  /**
   * In order, because a stream judges limits as readings arrive. Each time is a span of steps: high
   * with a peak; high, high-high for longer than an anomaly stands alone, and within the deadband;
   * high and high-high across the restart; low. By its type no detector alerts that waits for the
   * watermark, since the two kinds join incidents in the order in which they are told.
   */
  private void addValve() {
    random = new Random(104);
    int step = 0;
    for (Instant at = BEGIN; at.isBefore(END); at = at.plusSeconds(STEP_SECONDS)) {
      long time = at.toEpochMilli() + 10;
      double value = noise(50, 0.3);
      if (step >= 30 && step < 37) {
        value = step == 34 ? 90 : 85;
      } else if (step >= 90 && step < 112) {
        value = step < 96 ? 85 : step < 110 ? 97 : 79;
      } else if (step >= 145 && step < 160) {
        value = step < 148 ? 85 : 99;
      } else if (step >= 200 && step < 204) {
        value = 15;
      }
      byte[] message =
          utf8(
              "{\"sensor_id\":\"valve\",\"timestamp\":%d,\"value\":%s,".formatted(time, value)
                  + "\"sensor_type\":\"valve_position\",\"unit\":\"percent\"}");
      timed.add(timed(time, time, GoldenSource.ofSensor("valve"), message));
      if (step % 40 == 33) {
        timed.add(timed(time, time + 1, GoldenSource.ofSensor("valve"), message));
      }
      step++;
    }
  }

  private void addMachines() {
    random = new Random(105);
    for (GoldenMachines.Message message : GoldenMachines.messages(BEGIN, END, STEP_SECONDS)) {
      add(message.source(), message.at().toEpochMilli(), message.payload());
    }
  }

  private void addRefused() {
    List<GoldenSource> sources = GoldenSource.ofPlant();
    List<byte[]> refused =
        List.of(
            utf8("not json"),
            utf8("[1,2]"),
            utf8("{\"sensor_id\":\"broken\""),
            new byte[] {'{', '"', (byte) 0xE9, '"', ':', '1', '}'},
            utf8("{\"timestamp\":0,\"value\":1}"),
            utf8("{\"sensor_id\":\"x\",\"value\":1}"),
            utf8("{\"sensor_id\":\"x\",\"timestamp\":\"yesterday\",\"value\":1}"),
            utf8("{\"sensor_id\":\"x\",\"timestamp\":\"2026-03-29T00:30:00Z\"}"),
            utf8("{\"sensor_id\":\"x\",\"timestamp\":\"2026-03-29T00:30:00Z\",\"value\":\"1\"}"),
            utf8(
                "{\"sensor_id\":\"x\",\"timestamp\":\"2026-03-29T00:30:00Z\",\"value\":400,"
                    + "\"sensor_type\":\"temperature\"}"));
    for (int i = 0; i < refused.size(); i++) {
      for (Instant first : List.of(BEGIN, RESTART)) {
        long arrival = first.plusSeconds(60L * (i + 1)).toEpochMilli();
        timed.add(timed(arrival, arrival, sources.get(i % sources.size()), refused.get(i)));
      }
    }
  }

  private static Timed timed(long time, long arrival, GoldenSource source, byte[] payload) {
    Part part = time < RESTART.toEpochMilli() ? Part.FIRST : Part.SECOND;
    return new Timed(arrival, new GoldenMessage(source, part, Kind.ORDINARY, payload));
  }

  private void addPart(Part part) {
    for (Timed message : timed) {
      if (message.message.part() == part) {
        messages.add(message.message);
      }
    }
  }

  private void addLate() {
    long late = Instant.parse("2026-03-29T01:02:07Z").toEpochMilli();
    addLate("full", Kind.LATE, fullMessage(late, 71.5));
    addLate("meter", Kind.LATE, reading("meter", late, 230.25));
    long tooLate = Instant.parse("2026-03-29T00:30:07Z").toEpochMilli();
    addLate("chicago", Kind.TOO_LATE, reading("chicago", tooLate, 20.5));
    addLate("full", Kind.TOO_LATE, fullMessage(tooLate, 71.25));
    GoldenMessage first =
        messages.stream()
            .filter(m -> new String(m.payload(), StandardCharsets.UTF_8).contains("\"motor\""))
            .findFirst()
            .orElseThrow();
    messages.add(
        new GoldenMessage(first.source(), Part.LATE, Kind.FORGOTTEN_DUPLICATE, first.payload()));
    for (GoldenSource source : GoldenSource.ofPlant()) {
      messages.add(
          new GoldenMessage(source, Part.LATE, Kind.LAST_OF_PART, utf8("end of the late part")));
    }
  }

  private void addLate(String sensor, Kind kind, String text) {
    messages.add(new GoldenMessage(GoldenSource.ofSensor(sensor), Part.LATE, kind, utf8(text)));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

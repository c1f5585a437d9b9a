package io.plantbeam.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.model.WindowStats;
import io.plantbeam.panes.SeriesStats;
import io.plantbeam.testing.Await;
import io.plantbeam.testing.SharedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerJobTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
  private static final long SIZE = 300_000;
  private static final long PERIOD = 60_000;
  private static final int PARTITIONS = 2;

  private static final SeriesContext CONTEXT =
      new SeriesContext(
          new SeriesInfo("s", "value", "temperature", "f-1", "celsius"),
          AssetContext.unmatched("f-1"));

  @TempDir private Path directory;

  /** Plantbeam's own figures of each window, by {@code sensor|window_end}. */
  private final Map<String, SeriesStats> expected = new TreeMap<>();

  private final List<List<String>> messages = new ArrayList<>();
  private final Random random = new Random(7);

  @BeforeEach
  void noMessages() {
    for (int i = 0; i < PARTITIONS; i++) {
      messages.add(new ArrayList<>());
    }
  }

  @Test
  void windowsHaveTheFiguresOfPlantbeam() throws Exception {
    for (int second = 0; second < 900; second += 5) {
      long time = START + second * 1000L + random.nextInt(1000);
      measured("s-1", 0, time, 70 + random.nextGaussian(), full("temperature"));
      measured("s-2", 0, late(time), 4 + random.nextGaussian(), METRIC_TYPE);
      measured("d-3", 1, late(time), 1000 + random.nextInt(3), DEVICE);
      measured("s-4", 1, time, 45, full("humidity"));
      if (second % 50 == 0) {
        // Of two values at one time the greater one is the last.
        measured("s-1", 0, time, 75, full("temperature"));
      }
    }
    measured("s-1", 0, START + 900_000, 140, full("temperature"));
    REFUSED.forEach(messages.get(0)::add);

    run();

    Map<String, JsonNode> windows = written("windows");
    assertEquals(new TreeSet<>(expected.keySet()), new TreeSet<>(windows.keySet()));
    windows.forEach(this::check);
    assertEquals("f-1", windows.get("s-1|2026-01-01T00:05:00Z").path("facility_id").asText());
    assertEquals("eq-1", windows.get("s-2|2026-01-01T00:05:00Z").path("equipment_id").asText());
    assertTrue(windows.get("d-3|2026-01-01T00:05:00Z").path("equipment_id").isNull());
    JsonNode jump = written("anomalies").get("s-1|2026-01-01T00:16:00Z");
    assertEquals(140, jump.path("last_value").asDouble());
    assertTrue(jump.path("last_z").asDouble() > 20, jump::toString);
  }

  @Test
  void settingsNameWhatIsWrong() {
    assertEquals(
        "--topic is missing",
        assertThrows(
                IllegalArgumentException.class,
                () -> PeerSettings.parse("--bootstrapServers=localhost:9092"))
            .getMessage());
  }

  private void check(String window, JsonNode written) {
    long end = Instant.parse(written.path("window_end").asText()).toEpochMilli();
    WindowStats stats = expected.get(window).toWindowStats(end - SIZE, end, 0);
    assertEquals(
        end - SIZE, Instant.parse(written.path("window_start").asText()).toEpochMilli(), window);
    assertEquals(stats.count(), written.path("count").asLong(), window);
    assertFigure(window, written, "mean", stats.mean());
    assertFigure(window, written, "stddev", stats.stddev());
    assertFigure(window, written, "min", stats.min());
    assertFigure(window, written, "max", stats.max());
    assertFigure(window, written, "last_value", stats.lastValue());
    assertEquals(
        stats.lastTimeMicros() / 1000,
        Instant.parse(written.path("last_time").asText()).toEpochMilli(),
        window);
    assertFigure(window, written, "slope_per_minute", stats.slopePerMinute());
    double z = (stats.lastValue() - stats.baselineMean()) / stats.baselineStddev();
    assertFigure(window, written, "last_z", z);
  }

  private static void assertFigure(String window, JsonNode written, String name, double figure) {
    if (Double.isNaN(figure)) {
      assertTrue(written.path(name).isNull(), () -> window + " " + name);
      return;
    }
    double tolerance = 1e-9 * Math.max(1, Math.abs(figure));
    assertEquals(figure, written.path(name).doubleValue(), tolerance, () -> window + " " + name);
  }

  // ---- what is sent

  /** How a message of a sensor, a time and a value looks. */
  private interface Shape {
    String message(String sensor, long time, double value);
  }

  private static final Shape METRIC_TYPE =
      (sensor, time, value) ->
          "{\"sensor_id\":\"%s\",\"timestamp\":%d,\"value\":%s,\"metric_type\":\"vibration\"}"
              .formatted(sensor, time, value);

  private static final Shape DEVICE =
      (sensor, time, value) ->
          "{\"device_id\":\"%s\",\"timestamp\":\"%s\",\"value\":%s,\"sensor_type\":\"pressure\",\"location\":{\"lat\":48.78}}"
              .formatted(sensor, Instant.ofEpochMilli(time), value);

  private static final List<String> REFUSED =
      List.of(
          "E-STOP pressed",
          "[1,2,3]",
          METRIC_TYPE.message("s-1", START, 1) + " }",
          METRIC_TYPE.message("s-1", START, 1).substring(0, 30),
          "{\"timestamp\":1767225600000,\"value\":1,\"metric_type\":\"vibration\"}",
          "{\"sensor_id\":\"s-1\",\"value\":1,\"metric_type\":\"vibration\"}",
          "{\"sensor_id\":\"s-1\",\"timestamp\":1767225600000,\"metric_type\":\"vibration\"}",
          "{\"sensor_id\":\"s-1\",\"timestamp\":1767225600000,\"value\":1}",
          "{\"sensor_id\":\"s-1\",\"timestamp\":\"yesterday\",\"value\":1,\"metric_type\":\"vibration\"}",
          "{\"sensor_id\":\"s-1\",\"timestamp\":\"2026-13-45T00:00:00Z\",\"value\":1,\"metric_type\":\"vibration\"}",
          "{\"sensor_id\":\"s-1\",\"timestamp\":1767225600000,\"value\":\"21.5\",\"metric_type\":\"vibration\"}",
          "{\"sensor_id\":\"s-1\",\"timestamp\":1767225600000,\"value\":1e999,\"metric_type\":\"vibration\"}",
          "{\"sensor_id\":\"s-1\",\"timestamp\":1767225600000,\"value\":1e999,\"sensor_type\":\"humidity\"}",
          full("temperature").message("s-1", START, 9999.9),
          full("pressure").message("s-1", START, -999.9),
          full("humidity").message("s-1", START, 1) + "0".repeat(1 << 20));

  private static Shape full(String type) {
    return (sensor, time, value) ->
        "{\"sensor_id\":\"%s\",\"timestamp\":\"%s\",\"value\":%s,\"sensor_type\":\"%s\",\"facility_id\":\"f-1\"}"
            .formatted(sensor, Instant.ofEpochMilli(time), value, type);
  }

  /** One reading in five comes after those that were measured up to 20 seconds later. */
  private long late(long time) {
    return random.nextInt(5) == 0 ? Math.max(START, time - random.nextInt(20_000)) : time;
  }

  private void measured(String sensor, int partition, long time, double value, Shape shape) {
    messages.get(partition).add(shape.message(sensor, time, value));
    long first = Math.floorDiv(time, PERIOD) * PERIOD + PERIOD;
    for (long end = first; end < first + SIZE; end += PERIOD) {
      expected
          .computeIfAbsent(sensor + "|" + Instant.ofEpochMilli(end), window -> new SeriesStats())
          .add(CONTEXT, time * 1000, value, 1);
    }
  }

  // ---- the job

  private void run() throws Exception {
    String topic = "peer-" + UUID.randomUUID();
    // One message is larger than Plantbeam takes.
    SharedKafka.broker().createTopic(topic, PARTITIONS, Map.of("max.message.bytes", "4194304"));
    for (int i = 0; i < PARTITIONS; i++) {
      SharedKafka.send(topic, i, messages.get(i).toArray(String[]::new));
    }
    Path registry = Files.createDirectories(directory.resolve("registry"));
    Files.writeString(
        registry.resolve("sensors.ndjson"),
        """
        {"sensor_id":"s-1","facility_id":"f-2","equipment_id":"eq-1","alert_thresholds":{"low":1}}
        {"sensor_id":"s-2","facility_id":"f-2","equipment_id":"eq-1"}
        """);
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment();
    PeerJob.build(
        environment,
        PeerSettings.parse(
            "--bootstrapServers=" + SharedKafka.broker().bootstrapServers(),
            "--topic=" + topic,
            "--group=" + topic,
            "--registry=" + registry,
            "--output=" + directory.resolve("output"),
            "--windowSize=PT5M",
            "--windowPeriod=PT1M",
            "--maxOutOfOrderness=PT30S",
            "--parallelism=2",
            "--checkpointingInterval=200"));
    JobClient job = environment.executeAsync();
    long all = messages.stream().mapToLong(List::size).sum();
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", SharedKafka.broker().bootstrapServers()))) {
      Await.until(
          Duration.ofSeconds(60),
          () -> committed(admin, topic) == all,
          () -> "committed: " + committed(admin, topic) + " of " + all);
    }
    job.stopWithSavepoint(
            true, directory.resolve("savepoint").toUri().toString(), SavepointFormatType.CANONICAL)
        .get();
    job.getJobExecutionResult().get();
  }

  private static long committed(Admin admin, String group) {
    try {
      return admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get()
          .values()
          .stream()
          .mapToLong(OffsetAndMetadata::offset)
          .sum();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, JsonNode> written(String name) throws IOException {
    Map<String, JsonNode> windows = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory.resolve("output").resolve(name))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        assertTrue(!file.getFileName().toString().startsWith("."), "unfinished: " + file);
        for (String line : Files.readAllLines(file)) {
          JsonNode window = JSON.readTree(line);
          String key = window.path("sensor_id").asText() + "|" + window.path("window_end").asText();
          assertEquals(null, windows.put(key, window), "twice: " + key);
        }
      }
    }
    return windows;
  }
}

package io.plantbeam.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plantbeam.job.Accounting;
import io.plantbeam.model.Counters;
import io.plantbeam.reference.ReferenceComparison;
import io.plantbeam.reference.ReferenceInput.Line;
import io.plantbeam.reference.ReferenceJob;
import io.plantbeam.reference.ReferenceResult;
import io.plantbeam.reference.ReferenceSettings;
import io.plantbeam.testing.Await;
import io.plantbeam.testing.ElasticsearchServer;
import io.plantbeam.testing.SharedKafka;
import io.plantbeam.tools.simulate.MessageStream;
import io.plantbeam.tools.simulate.Plant;
import io.plantbeam.tools.simulate.PlantFiles;
import io.plantbeam.tools.simulate.PlantSettings;
import io.plantbeam.tools.simulate.SimulatedMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka in; lake, Elasticsearch, alerts topic and dead letters out, on the Direct runner. */
class StreamingJobTest {
  private static final PlantSettings PLANT =
      new PlantSettings(
          2,
          40,
          Instant.parse("2026-01-01T00:00:00Z"),
          Duration.ofMinutes(20),
          Duration.ofSeconds(10),
          21,
          0.02,
          0.02,
          0.02,
          20);

  /** The last partition stays silent. */
  private static final int PARTITIONS = 4;

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void everyOutputIsThatOfTheReference() throws Exception {
    ElasticsearchServer elasticsearch = ElasticsearchServer.shared();
    String topic = SharedKafka.newTopic("readings", PARTITIONS);
    String alertsTopic = topic + "-alerts";
    Path registry = folder.resolve("registry");
    Path output = folder.resolve("output");
    Plant plant = new Plant(PLANT);
    PlantFiles.writeRegistry(registry, plant);
    ReferenceResult expected =
        ReferenceJob.run(send(plant.messages(), topic), registry, ReferenceJob.Options.DEFAULTS);
    assertTrue(expected.alerts().size() > 5, () -> "alerts: " + expected.alerts());

    try (StreamingRun run =
        StreamingRun.launch(
            folder,
            "--inputTopics=" + topic,
            "--idleAfter=4s",
            "--assetRegistry=" + registry,
            ReferenceSettings.option(folder),
            "--output=" + output,
            "--elasticsearchUrls=" + elasticsearch.url(),
            "--indexPrefix=end-to-end",
            "--alertsTopic=" + alertsTopic)) {
      int alertCount = (int) expected.alerts().stream().map(a -> a.alertId()).distinct().count();
      run.await(
          done ->
              done.count(Counters.ARCHIVED) == expected.readings().size()
                  && done.count(Counters.WINDOWED) == expected.readings().size()
                  && done.count(Counters.WINDOWS) == expected.windows().size()
                  && done.count(Counters.ANOMALIES) == expected.anomalies().size()
                  && done.count(Counters.ALERT_EVENTS) == expected.alerts().size());
      awaitDocuments(elasticsearch, "end-to-end-window-stats", expected.windows().size());
      awaitDocuments(elasticsearch, "end-to-end-anomalies", expected.anomalies().size());
      awaitDocuments(elasticsearch, "end-to-end-alerts", alertCount);
      awaitDeadLetters(output.resolve("dead-letters"), expected.deadLetters().size());
      run.stop();
      Accounting accounting = run.accounting();
      assertTrue(accounting.balances(), accounting::toString);
      assertEquals(accounting.count(Counters.ARCHIVED), accounting.count(Counters.WINDOWED));
    }

    assertEquals(List.of(), ReferenceComparison.summary(output, expected));
    assertEquals(LakeContents.expected(expected), LakeContents.read(output.resolve("readings")));
    assertEquals(
        List.of(),
        ReferenceComparison.windows(sources(elasticsearch, "end-to-end-window-stats"), expected));
    assertEquals(
        List.of(),
        ReferenceComparison.anomalies(sources(elasticsearch, "end-to-end-anomalies"), expected));
    List<JsonNode> events = alertsOfTopic(alertsTopic, expected.alerts().size());
    assertEquals(List.of(), ReferenceComparison.alerts(events, expected));
    assertEquals(
        List.of(),
        ReferenceComparison.deadLetters(deadLetters(output.resolve("dead-letters")), expected));
    assertEquals(latest(events), latest(sources(elasticsearch, "end-to-end-alerts")));
    // Hours come last, and the job may be stopped before they are written.
    assertEquals(
        List.of("dead-letters", "readings", "summary.json"),
        namesIn(output).stream().filter(name -> !name.equals("hourly")).toList());
    assertFalse(sources(elasticsearch, "end-to-end-facility-metrics").isEmpty());
  }

  /**
   * Sends all messages, those of a sensor to one partition, and returns them as the reference's.
   */
  private static List<Line> send(MessageStream messages, String topic) {
    List<Line> lines = new ArrayList<>();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    long[] offsets = new long[PARTITIONS];
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            SharedKafka.broker().bootstrapServers(),
            "compression.type",
            "lz4",
            "max.request.size",
            4 << 20,
            "linger.ms",
            20);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      while (messages.hasNext()) {
        SimulatedMessage message = messages.next();
        int partition = Math.floorMod(message.key().hashCode(), PARTITIONS - 1);
        byte[] key = message.key().getBytes(StandardCharsets.UTF_8);
        sent.add(producer.send(new ProducerRecord<>(topic, partition, key, message.payload())));
        lines.add(new Line(topic + "-" + partition, offsets[partition]++, message.payload()));
      }
    }
    SharedKafka.awaitStored(sent);
    return lines;
  }

  private static void awaitDocuments(ElasticsearchServer server, String index, int count) {
    Await.until(
        LIMIT,
        () -> count(server, index) >= count,
        () -> "%s has %d documents of %d".formatted(index, count(server, index), count));
  }

  private static int count(ElasticsearchServer server, String index) {
    try {
      server.request("POST", "/" + index + "/_refresh", null);
      return server.request("GET", "/" + index + "/_count", null).path("count").asInt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while counting", e);
    }
  }

  private static void awaitDeadLetters(Path directory, int count) {
    Await.until(
        LIMIT,
        () -> deadLetters(directory).size() >= count,
        () -> "%d dead letters of %d".formatted(deadLetters(directory).size(), count));
  }

  /** The dead letters, each with the source as the reference names it. */
  private static List<JsonNode> deadLetters(Path directory) {
    try {
      List<JsonNode> letters = ReferenceComparison.records(directory);
      for (JsonNode letter : letters) {
        assertTrue(letter.path("file").isNull(), letter::toString);
        String source = letter.path("topic").asText() + "-" + letter.path("partition").asInt();
        ((ObjectNode) letter).put("file", source);
      }
      return letters;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<JsonNode> sources(ElasticsearchServer server, String index)
      throws IOException, InterruptedException {
    return server.documents(index).stream().map(document -> document.path("_source")).toList();
  }

  /** What is told of alerts in the topic, whose keys and headers must be those of their JSON. */
  private static List<JsonNode> alertsOfTopic(String topic, int count) throws IOException {
    List<JsonNode> alerts = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record :
        SharedKafka.readUntil(topic, records -> records.size() >= count)) {
      JsonNode alert = JSON.readTree(record.value());
      assertEquals(alert.path("alert_id").asText(), text(record.key()));
      Map<String, String> headers = new TreeMap<>();
      record.headers().forEach(header -> headers.put(header.key(), text(header.value())));
      for (String field : List.of("alert_id", "severity", "state")) {
        assertEquals(alert.path(field).asText(), headers.get(field));
      }
      alerts.add(alert);
    }
    return alerts;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The events of the greatest sequence by alert. */
  private static Map<String, JsonNode> latest(List<JsonNode> events) {
    return events.stream()
        .collect(
            Collectors.toMap(
                event -> event.path("alert_id").asText(),
                event -> event,
                (a, b) -> a.path("sequence").asLong() > b.path("sequence").asLong() ? a : b,
                TreeMap::new));
  }

  private static List<String> namesIn(Path directory) throws IOException {
    try (Stream<Path> list = Files.list(directory)) {
      return list.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}

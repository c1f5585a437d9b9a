package io.plantbeam.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.model.Alert;
import io.plantbeam.model.AlertState;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.DeadLetter.Reason;
import io.plantbeam.model.EpisodeSummary;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.PlantbeamCoders;
import io.plantbeam.model.RecentMeans;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.model.Severity;
import io.plantbeam.testing.SharedKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WriteKafkaTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void alertIsKeyedByItsIdAndIsACloudEvent() throws Exception {
    String topic = SharedKafka.newTopic("alerts", 1);
    Pipeline pipeline = pipeline();
    pipeline
        .apply("Alerts", Create.of(alert("id-1", "s-1"), alert("id-2", "Ofen 7")))
        .apply("Write", WriteAlertsToKafka.to(topic, TestSettings.of()));
    pipeline.run().waitUntilFinish();

    Map<String, ConsumerRecord<byte[], byte[]>> byKey = new TreeMap<>();
    SharedKafka.readUntil(topic, records -> records.size() >= 2)
        .forEach(record -> byKey.put(text(record.key()), record));

    assertEquals(List.of("id-1", "id-2"), List.copyOf(byKey.keySet()));
    ConsumerRecord<byte[], byte[]> record = byKey.get("id-1");
    assertEquals(
        Map.of(
            "alert_id", "id-1",
            "severity", "high",
            "state", "updated",
            "ce_id", "id-1-2",
            "ce_source", "/plantbeam/alerts",
            "ce_type", "io.plantbeam.alert.updated",
            "ce_specversion", "1.0",
            "ce_time", "1970-01-01T00:00:02.000Z",
            "content-type", "application/json"),
        headers(record));
    JsonNode json = JSON.readTree(record.value());
    assertEquals("id-1", json.get("alert_id").textValue());
    assertEquals(45.5, json.get("priority").doubleValue());
    assertEquals("s-1", json.get("sensor_id").textValue());
    assertEquals("1970-01-01T00:00:01.000Z", json.get("event_time").textValue());
    assertEquals("1970-01-01T00:00:01.000Z", json.get("starts_at").textValue());
    assertTrue(json.get("ends_at").isNull());
    assertTrue(json.get("expected_high").isNull());
    assertEquals(Alert.SCHEMA.fields().size(), json.size());
  }

  @Test
  void deadLetterThatIsTooLargeArrivesCut() throws Exception {
    String topic = SharedKafka.newTopic("dead", 1);
    byte[] binary = new byte[1 << 20];
    new Random(7).nextBytes(binary);
    Arrays.fill(binary, 0, 10, (byte) 0xFF);
    MessagePosition position = new MessagePosition(Origin.ofPartition("raw", 3), 17);
    Pipeline pipeline = pipeline();
    pipeline
        .apply(
            "Letters",
            Create.of(new DeadLetter(Reason.MALFORMED_JSON, null, "no", "Parse", binary, position)))
        .apply("Write", WriteDeadLettersToKafka.to(topic, TestSettings.of()));
    pipeline.run().waitUntilFinish();

    ConsumerRecord<byte[], byte[]> record =
        SharedKafka.readUntil(topic, records -> !records.isEmpty()).get(0);
    assertNull(record.key());
    assertEquals(Map.of("reason", "malformed_json"), headers(record));
    JsonNode json = JSON.readTree(record.value());
    assertEquals("base64", json.get("payload_encoding").textValue());
    assertTrue(json.get("detail").textValue().startsWith("no (of a payload of 1048576 bytes"));
    assertEquals(
        "raw 3 17",
        json.get("topic").textValue() + " " + json.get("partition") + " " + json.get("offset"));
  }

  @ParameterizedTest
  @CsvSource({"16384, 120000, 0", "20000, 120000, 255", "20000, 21000, 1", "1500000, 1048576, 34"})
  void deadLetterIsCutToWhatItsTopicTakes(int limit, int length, int character) throws Exception {
    String topic = "limited-" + UUID.randomUUID();
    SharedKafka.broker().createTopic(topic, 1, Map.of("max.message.bytes", "" + limit));
    byte[] payload = new byte[length];
    new Random(5).nextBytes(payload);
    Arrays.fill(payload, 0, length / 2, (byte) character);
    DeadLetter letter =
        new DeadLetter(
            Reason.MALFORMED_JSON,
            "\u0001".repeat(3_000),
            "\u0002".repeat(3_000),
            "Parse",
            payload,
            new MessagePosition(Origin.ofPartition("r".repeat(249), 3), 17));
    Pipeline pipeline = pipeline();
    pipeline
        .apply("Letters", Create.of(letter))
        .apply("Write", WriteDeadLettersToKafka.to(topic, TestSettings.of()));
    pipeline.run().waitUntilFinish();

    ConsumerRecord<byte[], byte[]> record =
        SharedKafka.readUntil(topic, records -> !records.isEmpty()).get(0);
    assertTrue(JSON.readTree(record.value()).get("payload_cut").booleanValue());
    assertTrue(record.value().length <= limit, "bytes: " + record.value().length);
  }

  @Test
  void recordThatABrokerRefusesIsSaidWithTopicAndReason() {
    String topic = "refusing-" + UUID.randomUUID();
    SharedKafka.broker().createTopic(topic, 1, Map.of("cleanup.policy", "compact"));
    Pipeline pipeline = pipeline();
    pipeline
        .apply(
            "Letters",
            Create.of(
                new DeadLetter(
                    Reason.MALFORMED_JSON,
                    null,
                    "no",
                    "Parse",
                    new byte[0],
                    new MessagePosition(Origin.ofPartition("raw", 3), 17))))
        .apply("Write", WriteDeadLettersToKafka.to(topic, TestSettings.of()));
    Throwable thrown = assertThrows(RuntimeException.class, pipeline::run);
    while (!(thrown instanceof NotSentException)) {
      thrown = thrown.getCause();
      assertNotNull(thrown, "no NotSentException");
    }
    String sentence = thrown.getMessage();
    assertTrue(
        sentence.matches(
            "a record of \\d+ bytes could not be sent to the topic %s on %s: .*key.*"
                .formatted(topic, SharedKafka.broker().bootstrapServers())),
        sentence);
  }

  @Test
  void producerPropertiesOpenTheSecuredListener() {
    String topic = SharedKafka.newTopic("sasl-alerts", 1);
    KafkaSettings settings =
        new KafkaSettings(
            SharedKafka.broker().saslBootstrapServers(),
            List.of(),
            StartFrom.COMMITTED,
            Map.of(),
            SharedKafka.broker().saslClientProperties(),
            Duration.ZERO,
            Duration.ZERO);
    Pipeline pipeline = pipeline();
    pipeline
        .apply("Alerts", Create.of(alert("id-1", "s-1")))
        .apply("Write", WriteAlertsToKafka.to(topic, settings));
    pipeline.run().waitUntilFinish();

    assertEquals(1, SharedKafka.readUntil(topic, records -> !records.isEmpty()).size());
  }

  private static Pipeline pipeline() {
    Pipeline pipeline = Pipeline.create();
    PlantbeamCoders.register(pipeline.getCoderRegistry());
    return pipeline;
  }

  private static Alert alert(String id, String sensor) {
    SeriesInfo series = new SeriesInfo(sensor, "temperature", "temperature", "f-1", "celsius");
    return new Alert(
        id,
        AlertState.UPDATED,
        2,
        45.5,
        "Look at " + sensor,
        new EpisodeSummary(1_000_000, 2_000_000, EpisodeSummary.OPEN, 3, 4.55, 99.5),
        "incident-1",
        1,
        new Anomaly(
            "zscore",
            new SeriesContext(series, AssetContext.unmatched("f-1")),
            Severity.HIGH,
            4.55,
            1_000_000,
            0,
            300_000_000,
            99.5,
            10,
            Double.NaN,
            "far out"),
        RecentMeans.NONE.with(29_453_760, 99.25));
  }

  private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : record.headers()) {
      headers.put(header.key(), text(header.value()));
    }
    return headers;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}

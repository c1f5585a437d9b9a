package io.plantbeam.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.model.Counters;
import io.plantbeam.testing.SharedKafka;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages that nothing can be made of, beside good ones. */
class UnusableMessagesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void partitionWhoseMessagesHaveNoUsableTimeHoldsNothingBack() throws Exception {
    String topic = SharedKafka.newTopic("local-times", 2);
    try (StreamingRun run =
        StreamingRun.launch(
            folder,
            "--inputTopics=" + topic,
            "--windowSize=10s",
            "--windowPeriod=5s",
            "--maxOutOfOrderness=2s",
            "--idleAfter=3s",
            "--lakeInterval=5s",
            "--output=" + folder.resolve("out"))) {
      run.await(
          done -> {
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            SharedKafka.send(topic, 0, reading(now.toString()));
            SharedKafka.send(topic, 1, reading(now.toString().replace("Z", "")));
            return done.count(Counters.WINDOWS) >= 2 && done.count(Counters.ARCHIVED) >= 10;
          });
    }
  }

  @Test
  void letterThatIsTooLargeForItsTopicStopsNothing() throws Exception {
    String topic = SharedKafka.newTopic("poisoned", 1);
    String letters = "small-letters-" + UUID.randomUUID();
    SharedKafka.broker().createTopic(letters, 1, Map.of("max.message.bytes", "20000"));
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      messages.add(reading("2026-01-01T00:00:0%dZ".formatted(i)));
    }
    messages.add(5, "x".repeat(120_000));
    SharedKafka.send(topic, 0, messages.toArray(String[]::new));
    try (StreamingRun run =
        StreamingRun.launch(
            folder,
            "--inputTopics=" + topic,
            "--idleAfter=1s",
            "--maxOutOfOrderness=1s",
            "--lakeInterval=1s",
            "--deadLetterTopic=" + letters,
            "--output=" + folder.resolve("out"))) {
      run.await(done -> done.count(Counters.ARCHIVED) == 10);
      ConsumerRecord<byte[], byte[]> letter =
          SharedKafka.readUntil(letters, records -> !records.isEmpty()).get(0);
      JsonNode json = JSON.readTree(letter.value());
      assertTrue(json.path("payload_cut").asBoolean());
      assertTrue(json.path("payload").asText().length() > 15_000);
      run.stop();
      assertEquals(0, run.accounting().underWay(), () -> run.accounting().toString());
    }
  }

  private static String reading(String time) {
    return "{\"sensor_id\":\"s\",\"timestamp\":\"%s\",\"value\":1}".formatted(time);
  }
}

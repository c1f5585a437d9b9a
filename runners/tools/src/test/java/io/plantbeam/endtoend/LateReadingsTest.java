package io.plantbeam.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.model.Counters;
import io.plantbeam.reference.ReferenceComparison;
import io.plantbeam.testing.Await;
import io.plantbeam.testing.SharedKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readings that arrive when every window that holds them is closed. */
class LateReadingsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void readingTooLateForEveryWindowIsArchivedAndCounted() throws Exception {
    String topic = SharedKafka.newTopic("late", 1);
    String deadLetterTopic = SharedKafka.newTopic("late-dead", 1);
    Path output = folder.resolve("out");
    SharedKafka.send(topic, 0, reading("00:00:00", 1), reading("00:20:00", 2), "not json");
    try (StreamingRun run =
        StreamingRun.launch(
            folder,
            "--inputTopics=" + topic,
            "--idleAfter=1s",
            "--maxOutOfOrderness=1s",
            "--lakeInterval=1s",
            "--deadLetterTopic=" + deadLetterTopic,
            "--output=" + output)) {
      run.await(done -> done.count(Counters.WINDOWS) == 10 && done.count(Counters.ARCHIVED) == 2);
      SharedKafka.send(topic, 0, reading("00:01:00", 3));
      run.await(done -> done.count(Counters.ARCHIVED) == 3);
      Await.until(
          Duration.ofSeconds(30), () -> windows().size() >= 10, () -> "windows: " + windows());
      run.stop();
      assertTrue(run.accounting().balances(), () -> run.accounting().toString());
    }

    JsonNode summary = JSON.readTree(output.resolve("summary.json").toFile());
    assertEquals(4, summary.path("messages").asInt(), summary::toString);
    assertEquals(3, summary.path("archived").asInt(), summary::toString);
    assertEquals(1, summary.path("dropped_late").asInt(), summary::toString);
    assertEquals(1, summary.path("dead_lettered").asInt(), summary::toString);
    assertEquals(10, summary.path("windows").asInt(), summary::toString);
    assertEquals(
        Set.of("00:00:00 1.0", "00:20:00 2.0", "00:01:00 3.0"),
        LakeContents.readRows(output.resolve("readings")).stream()
            .map(row -> ((String) row.get("timestamp")).substring(11, 19) + " " + row.get("value"))
            .collect(Collectors.toSet()));
    assertEquals(10, windows().size());
    for (JsonNode window : windows()) {
      assertEquals(1, window.path("count").asInt(), window::toString);
    }
    ConsumerRecord<byte[], byte[]> letter =
        SharedKafka.readUntil(deadLetterTopic, records -> !records.isEmpty()).get(0);
    assertEquals("malformed_json", JSON.readTree(letter.value()).path("reason").asText());
  }

  private List<JsonNode> windows() {
    try {
      return ReferenceComparison.records(folder.resolve("out/window-stats"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String reading(String time, int value) {
    return "{\"sensor_id\":\"s\",\"timestamp\":\"2026-01-01T%sZ\",\"value\":%d}"
        .formatted(time, value);
  }
}

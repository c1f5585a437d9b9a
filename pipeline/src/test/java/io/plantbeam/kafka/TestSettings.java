package io.plantbeam.kafka;

import io.plantbeam.testing.SharedKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Settings of the broker that all tests share. */
final class TestSettings {
  private TestSettings() {}

  /** With a group of their own, no disorder, and an idle time that no test reaches. */
  static KafkaSettings of(String... topics) {
    return new KafkaSettings(
        SharedKafka.broker().bootstrapServers(),
        List.of(topics),
        StartFrom.COMMITTED,
        Map.of("group.id", "test-" + UUID.randomUUID()),
        Map.of(),
        Duration.ZERO,
        Duration.ofHours(1));
  }
}

package io.plantbeam.kafka;

import io.plantbeam.config.InvalidOptionsException;
import java.util.List;

/** The topics that a job reads: those that are named, or those that match. */
final class InputTopics {
  private InputTopics() {}

  /**
   * Asks the brokers for the topics.
   *
   * @throws InvalidOptionsException if one that is named does not exist, or none matches
   * @throws io.plantbeam.config.ServerUnavailableException if the brokers fail
   */
  static List<String> resolve(KafkaCluster cluster, KafkaConnection kafka) {
    KafkaTopics existing = new KafkaTopics(cluster);
    if (kafka.topicPattern() == null) {
      List<String> topics = kafka.settings().topics();
      existing
          .problemWith(topics)
          .ifPresent(
              problem -> {
                throw new InvalidOptionsException(
                    List.of("--inputTopics=%s: %s".formatted(String.join(",", topics), problem)));
              });
      return topics;
    }
    List<String> topics = existing.matching(kafka.topicPattern());
    if (topics.isEmpty()) {
      throw new InvalidOptionsException(
          List.of(
              "--inputTopicPattern=%s: matches the whole name of no topic on %s; %s"
                  .formatted(kafka.topicPattern(), cluster, existing.sentence())));
    }
    return topics;
  }
}

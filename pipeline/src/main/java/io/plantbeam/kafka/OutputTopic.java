package io.plantbeam.kafka;

import io.plantbeam.config.InvalidOptionsException;
import java.util.List;

/**
 * A topic that a job writes.
 *
 * @param option that names it
 * @param hasKeys whether what the job writes has keys, without which a compacted topic takes none
 */
record OutputTopic(String option, String name, boolean hasKeys) {
  /** What an alert, or a dead letter without its payload, may need. */
  static final int LEAST_BYTES = 16_384;

  static OutputTopic ofAlerts(String name) {
    return new OutputTopic("alertsTopic", name, true);
  }

  static OutputTopic ofDeadLetters(String name) {
    return new OutputTopic("deadLetterTopic", name, false);
  }

  /**
   * Creates it if it is missing, and checks what it takes.
   *
   * @throws InvalidOptionsException if it does not take what the job writes
   * @throws io.plantbeam.config.ServerUnavailableException if the brokers fail
   */
  void prepare(KafkaSettings settings) {
    try (KafkaCluster cluster =
        KafkaCluster.connect(settings.bootstrapServers(), settings.producerProperties())) {
      new TopicCreator(cluster).createIfMissing(name);
      check(cluster);
    }
  }

  /**
   * Checks what the topic takes, which has to exist.
   *
   * @throws InvalidOptionsException if it does not take what the job writes
   * @throws io.plantbeam.config.ServerUnavailableException if the brokers fail
   */
  void check(KafkaCluster cluster) {
    TopicLimits limits = new KafkaTopics(cluster).limits(name);
    if (limits.compacted() && !hasKeys) {
      throw refused(
          "is compacted (its cleanup.policy is %s) and takes no record without a key, as dead letters are; give another topic, or set its cleanup.policy to delete"
              .formatted(limits.cleanupPolicy()));
    }
    if (limits.maxMessageBytes() < LEAST_BYTES) {
      throw refused(
          "takes records of up to %d bytes (max.message.bytes), which is too little for what the job writes; give another topic, or set it to %d or more"
              .formatted(limits.maxMessageBytes(), LEAST_BYTES));
    }
  }

  private InvalidOptionsException refused(String rule) {
    return new InvalidOptionsException(List.of("--%s=%s: %s".formatted(option, name, rule)));
  }
}

package io.plantbeam.kafka;

import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How large the value of a dead letter may be. The topic is asked, once, when there is a letter
 * that not every topic takes: a job that starts again because its topic takes less than before asks
 * anew.
 *
 * <p>Not thread-safe.
 */
final class LetterSize {
  /** Below what brokers take by default, 1,048,588 bytes, with room for what surrounds it. */
  static final int MOST_BYTES = 1_000_000;

  /** Key, header, and the frames of record and batch. */
  private static final int SURROUNDINGS = 512;

  /** What compression may add where there is nothing to compress, as a part of the whole. */
  private static final int COMPRESSION = 500;

  private final String topic;
  private final KafkaSettings settings;
  private int most;

  LetterSize(String topic, KafkaSettings settings) {
    this.topic = topic;
    this.settings = settings;
  }

  /** What fits a topic that takes batches of so many bytes. */
  static int within(int maxMessageBytes) {
    return Math.min(MOST_BYTES, maxMessageBytes - SURROUNDINGS - maxMessageBytes / COMPRESSION);
  }

  /**
   * The most bytes for a letter that would take this many.
   *
   * @throws io.plantbeam.config.ServerUnavailableException if the brokers fail
   */
  int most(int wanted) {
    if (wanted <= within(OutputTopic.LEAST_BYTES)) {
      return wanted;
    }
    if (most == 0) {
      try (KafkaCluster cluster =
          KafkaCluster.connect(settings.bootstrapServers(), settings.producerProperties())) {
        most =
            Math.min(within(new KafkaTopics(cluster).limits(topic).maxMessageBytes()), ofSender());
      }
    }
    return most;
  }

  /** The producer counts what is not compressed yet. */
  private int ofSender() {
    String given = settings.producerProperties().get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
    return given == null ? MOST_BYTES : within(Integer.parseInt(given));
  }
}

package io.plantbeam.kafka;

import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a job talks to Kafka.
 *
 * @param topics the topics to read, a pattern already resolved; empty where Kafka is only written
 * @param consumerProperties of the user; may hold secrets
 * @param producerProperties of the user; may hold secrets
 * @param maxOutOfOrderness how far a partition's readings may lie behind its newest one
 * @param idleAfter how long a partition must be silent before it no longer holds back windows
 */
public record KafkaSettings(
    String bootstrapServers,
    List<String> topics,
    StartFrom startFrom,
    Map<String, String> consumerProperties,
    Map<String, String> producerProperties,
    Duration maxOutOfOrderness,
    Duration idleAfter)
    implements Serializable {
  private static final String DEFAULT_GROUP = "plantbeam";

  public KafkaSettings {
    topics = List.copyOf(topics);
    consumerProperties = Collections.unmodifiableMap(new TreeMap<>(consumerProperties));
    producerProperties = Collections.unmodifiableMap(new TreeMap<>(producerProperties));
  }

  /** The consumer group whose offsets are committed. */
  public String groupId() {
    return consumerProperties.getOrDefault("group.id", DEFAULT_GROUP);
  }

  /** The same with other topics. */
  public KafkaSettings withTopics(List<String> others) {
    return new KafkaSettings(
        bootstrapServers,
        others,
        startFrom,
        consumerProperties,
        producerProperties,
        maxOutOfOrderness,
        idleAfter);
  }

  /** The same for a job that only reads. */
  KafkaSettings withoutProducer() {
    return new KafkaSettings(
        bootstrapServers,
        topics,
        startFrom,
        consumerProperties,
        Map.of(),
        maxOutOfOrderness,
        idleAfter);
  }

  /** Leaves out the values of properties, since they may be secrets. */
  @Override
  public String toString() {
    return ("KafkaSettings[bootstrapServers=%s, topics=%s, startFrom=%s, consumerProperties=%s,"
            + " producerProperties=%s, maxOutOfOrderness=%s, idleAfter=%s]")
        .formatted(
            bootstrapServers,
            topics,
            startFrom,
            consumerProperties.keySet(),
            producerProperties.keySet(),
            maxOutOfOrderness,
            idleAfter);
  }
}

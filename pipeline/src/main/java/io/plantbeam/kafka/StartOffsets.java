package io.plantbeam.kafka;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.kafka.StartFrom.Position;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Applies {@link StartFrom} when a job is launched: what the consumer group has committed of the
 * topics is set to the position, and readers begin there. KafkaIO assigns partitions by itself, so
 * the group has no members and Kafka allows it.
 */
public final class StartOffsets {
  private StartOffsets() {}

  /**
   * Does nothing for {@code committed}: that is what readers do by themselves.
   *
   * @throws InvalidOptionsException if another program is in the consumer group
   * @throws io.plantbeam.config.ServerUnavailableException if the brokers fail
   */
  public static void apply(KafkaCluster cluster, KafkaSettings settings) {
    StartFrom from = settings.startFrom();
    if (from.position() == Position.COMMITTED) {
      return;
    }
    KafkaOffsets offsets = new KafkaOffsets(cluster);
    Map<TopicPartition, Long> first =
        offsets.at(new KafkaTopics(cluster).partitions(settings.topics()), from);
    try {
      offsets.commit(settings.groupId(), first);
    } catch (IllegalArgumentException e) {
      throw new InvalidOptionsException(
          List.of("--startFrom=%s: %s".formatted(from, e.getMessage())));
    }
  }
}

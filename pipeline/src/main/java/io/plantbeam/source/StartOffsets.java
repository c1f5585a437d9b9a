package io.plantbeam.source;

import io.plantbeam.source.StartFrom.Position;

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
   * @throws IllegalArgumentException with a sentence if another program is in the consumer group
   * @throws io.plantbeam.config.ServerUnavailableException if the brokers fail
   */
  public static void apply(KafkaCluster cluster, KafkaSettings settings) {
    StartFrom from = settings.startFrom();
    if (from.position() != Position.COMMITTED) {
      cluster.commit(
          settings.groupId(), cluster.offsets(cluster.partitions(settings.topics()), from));
    }
  }
}

package io.plantbeam.kafka;

import io.plantbeam.config.ServerUnavailableException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/**
 * The offsets of partitions, and those that consumer groups have committed. Calls fail as those of
 * {@link KafkaCluster} do.
 *
 * @param cluster to ask
 */
record KafkaOffsets(KafkaCluster cluster) {

  /**
   * The offset of each partition at a position: of a time behind the last record, its end.
   *
   * @param position not {@code COMMITTED}
   */
  Map<TopicPartition, Long> at(Set<TopicPartition> partitions, StartFrom position) {
    OffsetSpec spec =
        switch (position.position()) {
          case COMMITTED ->
              throw new IllegalArgumentException("committed is not an offset of a topic");
          case EARLIEST -> OffsetSpec.earliest();
          case LATEST -> OffsetSpec.latest();
          case TIMESTAMP -> OffsetSpec.forTimestamp(position.timestamp());
        };
    Map<TopicPartition, Long> offsets = offsets(partitions, spec);
    Set<TopicPartition> behindTheLast =
        partitions.stream()
            .filter(partition -> offsets.get(partition) < 0)
            .collect(Collectors.toSet());
    if (!behindTheLast.isEmpty()) {
      offsets.putAll(ends(behindTheLast));
    }
    return offsets;
  }

  /** The offset behind the last record of each partition, from the broker that leads it. */
  Map<TopicPartition, Long> ends(Set<TopicPartition> partitions) {
    return offsets(partitions, OffsetSpec.latest());
  }

  private Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions, OffsetSpec spec) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    list(partitions, spec).forEach((partition, result) -> offsets.put(partition, result.offset()));
    return offsets;
  }

  /** The greatest timestamp of the records of partitions; empty where none has a record. */
  OptionalLong newestTimestamp(Set<TopicPartition> partitions) {
    return list(partitions, OffsetSpec.maxTimestamp()).values().stream()
        .mapToLong(ListOffsetsResultInfo::timestamp)
        .filter(timestamp -> timestamp >= 0)
        .max();
  }

  private Map<TopicPartition, ListOffsetsResultInfo> list(
      Set<TopicPartition> partitions, OffsetSpec spec) {
    return cluster.await(
        cluster
            .admin()
            .listOffsets(
                partitions.stream()
                    .collect(Collectors.toMap(partition -> partition, partition -> spec)))
            .all());
  }

  /**
   * Sets what a consumer group has committed.
   *
   * @throws IllegalArgumentException with a sentence if the group has members
   */
  void commit(String group, Map<TopicPartition, Long> offsets) {
    Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    offsets.forEach((partition, offset) -> committed.put(partition, new OffsetAndMetadata(offset)));
    try {
      cluster.await(cluster.admin().alterConsumerGroupOffsets(group, committed).all());
    } catch (ServerUnavailableException e) {
      if (e.getCause() instanceof UnknownMemberIdException) {
        throw new IllegalArgumentException(
            "the consumer group %s is in use by another program; stop that, or set another group.id"
                .formatted(group),
            e);
      }
      throw e;
    }
  }

  /** What a group has committed of the partitions that it has committed. */
  Map<TopicPartition, Long> committed(String group) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    cluster
        .await(cluster.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .forEach(
            (partition, offset) -> {
              if (offset != null) {
                offsets.put(partition, offset.offset());
              }
            });
    return offsets;
  }
}

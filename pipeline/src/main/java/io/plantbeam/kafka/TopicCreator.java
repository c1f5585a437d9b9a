package io.plantbeam.kafka;

import io.plantbeam.config.ServerUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the topics that a job writes. Calls fail as those of {@link KafkaCluster} do.
 *
 * @param cluster to create them on
 */
record TopicCreator(KafkaCluster cluster) {
  private static final Logger LOG = LoggerFactory.getLogger(TopicCreator.class);

  /** Creates a topic with the brokers' defaults, as {@link #createIfMissing(NewTopic)} does. */
  void createIfMissing(String topic) {
    if (createIfMissing(withDefaults(topic))) {
      LOG.info("Created the topic {} with the brokers' default partitions", topic);
    }
  }

  /**
   * Creates a topic unless it exists; returns when it takes records.
   *
   * @return whether this created it
   */
  boolean createIfMissing(NewTopic topic) {
    if (new KafkaTopics(cluster).names().contains(topic.name())) {
      return false;
    }
    boolean created = true;
    try {
      cluster.await(cluster.admin().createTopics(List.of(topic)).all());
    } catch (ServerUnavailableException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
      created = false;
    }
    awaitLeaders(topic.name());
    return created;
  }

  /**
   * Asks whether {@link #createIfMissing(String)} would create a topic, without creating it.
   *
   * @throws ServerUnavailableException with the brokers' reason if they would not
   */
  void checkMayCreate(String topic) {
    CreateTopicsOptions validateOnly = new CreateTopicsOptions().validateOnly(true);
    cluster.await(cluster.admin().createTopics(List.of(withDefaults(topic)), validateOnly).all());
  }

  private static NewTopic withDefaults(String name) {
    return new NewTopic(name, Optional.empty(), Optional.empty());
  }

  /**
   * A broker knows of a new topic before it leads its partitions. What an idempotent producer sends
   * in between is lost: the broker refuses the first records, takes others that are under way, and
   * refuses the first ever after as out of order (KAFKA-15591). It tells the offsets of a partition
   * when it leads it; until then the client asks again.
   */
  private void awaitLeaders(String topic) {
    new KafkaOffsets(cluster).ends(awaitPartitions(topic));
  }

  /** The controller answers before the brokers have heard of the topic. */
  private Set<TopicPartition> awaitPartitions(String topic) {
    long end = System.nanoTime() + cluster.timeout().toNanos();
    while (true) {
      try {
        return new KafkaTopics(cluster).partitions(List.of(topic));
      } catch (ServerUnavailableException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
        if (System.nanoTime() > end) {
          throw new ServerUnavailableException(
              "the Kafka brokers at %s do not show the topic %s, which was created"
                  .formatted(cluster, topic),
              e);
        }
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ServerUnavailableException("interrupted while creating " + topic, e);
      }
    }
  }
}

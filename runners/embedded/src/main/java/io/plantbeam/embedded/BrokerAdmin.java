package io.plantbeam.embedded;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What is asked of a broker on this machine, on its listener without security. */
public final class BrokerAdmin {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private BrokerAdmin() {}

  /** Whether a broker answers within the limit. */
  public static boolean answers(String bootstrapServers, Duration limit) {
    try (Admin admin = connect(bootstrapServers, limit)) {
      await(admin.describeCluster().nodes());
      return true;
    } catch (KafkaException e) {
      return false;
    }
  }

  /**
   * Creates a topic with one replica, unless it is there; returns when it takes records.
   *
   * @param settings of the topic, such as {@code max.message.bytes}
   * @throws KafkaException if the broker refuses, or does not answer
   */
  public static void createTopic(
      String bootstrapServers, String name, int partitions, Map<String, String> settings) {
    try (Admin admin = connect(bootstrapServers, LIMIT)) {
      NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(settings);
      try {
        await(admin.createTopics(List.of(topic)).all());
      } catch (TopicExistsException e) {
        // Then its partitions and settings are what they are.
      }
      awaitLeaders(admin, name);
    }
  }

  /**
   * The controller answers before the broker has heard of the topic, and the broker knows of it
   * before it leads its partitions. What an idempotent producer sends in between is lost
   * (KAFKA-15591). The broker tells the offsets of a partition when it leads it; until then the
   * client asks again.
   */
  private static void awaitLeaders(Admin admin, String topic) {
    Set<TopicPartition> partitions = awaitPartitions(admin, topic);
    await(
        admin
            .listOffsets(
                partitions.stream()
                    .collect(Collectors.toMap(Function.identity(), any -> OffsetSpec.latest())))
            .all());
  }

  private static Set<TopicPartition> awaitPartitions(Admin admin, String topic) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      try {
        TopicDescription description =
            await(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
        Set<TopicPartition> partitions = new HashSet<>();
        description
            .partitions()
            .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        return partitions;
      } catch (UnknownTopicOrPartitionException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new KafkaException("interrupted while creating " + topic, e);
      }
    }
  }

  private static Admin connect(String bootstrapServers, Duration limit) {
    return Admin.create(
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            (int) limit.toMillis(),
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            (int) limit.toMillis() / 2));
  }

  private static <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while asking a broker", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KafkaException refused) {
        throw refused;
      }
      throw new KafkaException(e.getCause());
    }
  }
}

package io.plantbeam.kafka;

import io.plantbeam.config.ServerUnavailableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is asked of the brokers before a job starts. Every call ends within about ten seconds, if
 * need be with a {@link ServerUnavailableException} whose message is a sentence for users.
 */
public final class KafkaCluster implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaCluster.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int TOPICS_NAMED_IN_A_SENTENCE = 10;

  private final String bootstrapServers;
  private final Map<String, String> properties;
  private final Duration timeout;
  private final Admin admin;

  private KafkaCluster(
      String bootstrapServers, Map<String, String> properties, Duration timeout, Admin admin) {
    this.bootstrapServers = bootstrapServers;
    this.properties = properties;
    this.timeout = timeout;
    this.admin = admin;
  }

  /**
   * Connects, and waits for an answer.
   *
   * @param properties of the user for consumers or producers; those for connections are taken
   * @throws ServerUnavailableException if the servers cannot be reached, or refuse
   */
  public static KafkaCluster connect(String bootstrapServers, Map<String, String> properties) {
    return connect(bootstrapServers, properties, TIMEOUT);
  }

  /**
   * The same, where each call ends within about this time.
   *
   * @throws ServerUnavailableException if the servers cannot be reached, or refuse
   */
  public static KafkaCluster connect(
      String bootstrapServers, Map<String, String> properties, Duration timeout) {
    Map<String, Object> config = new HashMap<>();
    properties.forEach(
        (name, value) -> {
          if (AdminClientConfig.configNames().contains(name)) {
            config.put(name, value);
          }
        });
    config.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) timeout.toMillis() / 2);
    Admin admin;
    try {
      admin = Admin.create(config);
    } catch (KafkaException e) {
      throw new ServerUnavailableException(
          "a Kafka client for %s cannot be made: %s"
              .formatted(bootstrapServers, reason(e, properties)),
          null);
    }
    KafkaCluster cluster = new KafkaCluster(bootstrapServers, properties, timeout, admin);
    try {
      cluster.await(admin.describeCluster().nodes());
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** The topics, sorted, without those that Kafka keeps for itself. */
  public List<String> topics() {
    return List.copyOf(new TreeSet<>(await(admin.listTopics().names())));
  }

  /** The topics whose whole name matches, sorted. */
  public List<String> topicsMatching(Pattern pattern) {
    return topics().stream().filter(topic -> pattern.matcher(topic).matches()).toList();
  }

  /** What is wrong with topics that are to be read, in a sentence; empty if all exist. */
  public Optional<String> problemWith(List<String> wanted) {
    List<String> existing = topics();
    List<String> missing = wanted.stream().filter(topic -> !existing.contains(topic)).toList();
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "%s %s not exist on %s; %s"
            .formatted(
                String.join(", ", missing),
                missing.size() == 1 ? "does" : "do",
                bootstrapServers,
                named(existing)));
  }

  /** A sentence that says which topics exist. */
  public String existingTopics() {
    return named(topics());
  }

  private static String named(List<String> topics) {
    if (topics.isEmpty()) {
      return "there are no topics";
    }
    int more = topics.size() - TOPICS_NAMED_IN_A_SENTENCE;
    return "existing topics are "
        + topics.stream().limit(TOPICS_NAMED_IN_A_SENTENCE).collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }

  /** Creates a topic with the brokers' defaults, as {@link #createIfMissing(NewTopic)} does. */
  public void createIfMissing(String topic) {
    if (createIfMissing(newTopic(topic))) {
      LOG.info("Created the topic {} with the brokers' default partitions", topic);
    }
  }

  /** The same, with a connection of its own to the brokers that are written to. */
  static void createIfMissing(String topic, KafkaSettings settings) {
    try (KafkaCluster cluster =
        connect(settings.bootstrapServers(), settings.producerProperties())) {
      cluster.createIfMissing(topic);
    }
  }

  /**
   * Creates a topic unless it exists; returns when it takes records.
   *
   * @return whether this created it
   */
  public boolean createIfMissing(NewTopic topic) {
    if (topics().contains(topic.name())) {
      return false;
    }
    boolean created = true;
    try {
      await(admin.createTopics(List.of(topic)).all());
    } catch (ServerUnavailableException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
      created = false;
    }
    awaitLeaders(topic.name());
    return created;
  }

  private static NewTopic newTopic(String name) {
    return new NewTopic(name, Optional.empty(), Optional.empty());
  }

  /**
   * Asks whether {@link #createIfMissing(String)} would create a topic, without creating it.
   *
   * @throws ServerUnavailableException with the brokers' reason if they would not
   */
  public void checkMayCreate(String topic) {
    CreateTopicsOptions validateOnly = new CreateTopicsOptions().validateOnly(true);
    await(admin.createTopics(List.of(newTopic(topic)), validateOnly).all());
  }

  /** Whether this client may do something with a topic that exists. */
  public boolean allows(AclOperation operation, String topic) {
    DescribeTopicsOptions options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
    Set<AclOperation> allowed =
        await(admin.describeTopics(List.of(topic), options).allTopicNames())
            .get(topic)
            .authorizedOperations();
    // Brokers that do not say so allow what they do not refuse.
    return allowed == null || allowed.isEmpty() || allowed.contains(operation);
  }

  /** The greatest timestamp of the records of partitions; empty where none has a record. */
  public OptionalLong newestTimestamp(Set<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> request =
        partitions.stream()
            .collect(
                Collectors.toMap(partition -> partition, partition -> OffsetSpec.maxTimestamp()));
    return await(admin.listOffsets(request).all()).values().stream()
        .mapToLong(ListOffsetsResultInfo::timestamp)
        .filter(timestamp -> timestamp >= 0)
        .max();
  }

  /**
   * A broker knows of a new topic before it leads its partitions. What an idempotent producer sends
   * in between is lost: the broker refuses the first records, takes others that are under way, and
   * refuses the first ever after as out of order (KAFKA-15591). It tells the offsets of a partition
   * when it leads it; until then the client asks again.
   */
  private void awaitLeaders(String topic) {
    list(awaitPartitions(topic), OffsetSpec.latest());
  }

  /** The controller answers before the brokers have heard of the topic. */
  private Set<TopicPartition> awaitPartitions(String topic) {
    long end = System.nanoTime() + timeout.toNanos();
    while (true) {
      try {
        return partitions(List.of(topic));
      } catch (ServerUnavailableException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
        if (System.nanoTime() > end) {
          throw new ServerUnavailableException(
              "the Kafka brokers at %s do not show the topic %s, which was created"
                  .formatted(bootstrapServers, topic),
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

  /** The partitions of topics that exist. */
  public Set<TopicPartition> partitions(List<String> topics) {
    Map<String, TopicDescription> descriptions =
        await(admin.describeTopics(topics).allTopicNames());
    return descriptions.values().stream()
        .flatMap(
            topic ->
                topic.partitions().stream()
                    .map(partition -> new TopicPartition(topic.name(), partition.partition())))
        .collect(Collectors.toSet());
  }

  /**
   * The offset of each partition at a position: of a time behind the last record, its end.
   *
   * @param position not {@code COMMITTED}
   */
  public Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions, StartFrom position) {
    OffsetSpec spec =
        switch (position.position()) {
          case COMMITTED ->
              throw new IllegalArgumentException("committed is not an offset of a topic");
          case EARLIEST -> OffsetSpec.earliest();
          case LATEST -> OffsetSpec.latest();
          case TIMESTAMP -> OffsetSpec.forTimestamp(position.timestamp());
        };
    Map<TopicPartition, Long> offsets = list(partitions, spec);
    Set<TopicPartition> behindTheLast =
        partitions.stream()
            .filter(partition -> offsets.get(partition) < 0)
            .collect(Collectors.toSet());
    if (!behindTheLast.isEmpty()) {
      offsets.putAll(list(behindTheLast, OffsetSpec.latest()));
    }
    return offsets;
  }

  private Map<TopicPartition, Long> list(Set<TopicPartition> partitions, OffsetSpec spec) {
    Map<TopicPartition, OffsetSpec> request =
        partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> spec));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    await(admin.listOffsets(request).all())
        .forEach((partition, result) -> offsets.put(partition, result.offset()));
    return offsets;
  }

  /**
   * Sets what a consumer group has committed.
   *
   * @throws IllegalArgumentException with a sentence if the group has members
   */
  public void commit(String group, Map<TopicPartition, Long> offsets) {
    Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    offsets.forEach((partition, offset) -> committed.put(partition, new OffsetAndMetadata(offset)));
    try {
      await(admin.alterConsumerGroupOffsets(group, committed).all());
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
  public Map<TopicPartition, Long> committed(String group) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .forEach(
            (partition, offset) -> {
              if (offset != null) {
                offsets.put(partition, offset.offset());
              }
            });
    return offsets;
  }

  private <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get(timeout.toMillis() + 1000, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerUnavailableException("interrupted while asking " + bootstrapServers, e);
    } catch (TimeoutException e) {
      throw new ServerUnavailableException(noAnswer(), e);
    } catch (ExecutionException e) {
      throw new ServerUnavailableException(sentence(e.getCause()), e.getCause());
    }
  }

  private String sentence(Throwable cause) {
    if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
      return noAnswer();
    }
    if (cause instanceof AuthenticationException) {
      return "the Kafka brokers at %s do not accept these credentials: %s"
          .formatted(bootstrapServers, reason(cause, properties));
    }
    if (cause instanceof AuthorizationException) {
      return "the Kafka brokers at %s do not allow this: %s"
          .formatted(bootstrapServers, reason(cause, properties));
    }
    return "the Kafka brokers at %s failed: %s"
        .formatted(bootstrapServers, reason(cause, properties));
  }

  private String noAnswer() {
    return ("no Kafka broker answers at %s within %d s; are the address and the security properties"
            + " right, and is the broker running?")
        .formatted(bootstrapServers, timeout.toSeconds());
  }

  /** What Kafka says of it, without what may be a secret. */
  private static String reason(Throwable failure, Map<String, String> properties) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = String.valueOf(root.getMessage());
    for (Map.Entry<String, String> property : properties.entrySet()) {
      if (isSecret(property.getKey()) && !property.getValue().isEmpty()) {
        message = message.replace(property.getValue(), "[hidden]");
      }
    }
    return message;
  }

  private static boolean isSecret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return List.of("password", "jaas", "secret", "token", "credential", ".key").stream()
        .anyMatch(lower::contains);
  }

  /** The servers that were asked. */
  @Override
  public String toString() {
    return bootstrapServers;
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}

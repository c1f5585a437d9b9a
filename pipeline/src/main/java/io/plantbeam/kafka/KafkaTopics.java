package io.plantbeam.kafka;

import io.plantbeam.config.ServerUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics that exist. Calls fail as those of {@link KafkaCluster} do.
 *
 * @param cluster to ask
 */
public record KafkaTopics(KafkaCluster cluster) {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaTopics.class);

  private static final int TOPICS_NAMED_IN_A_SENTENCE = 10;

  /** Their names, sorted, without those that Kafka keeps for itself. */
  public List<String> names() {
    return List.copyOf(new TreeSet<>(cluster.await(cluster.admin().listTopics().names())));
  }

  /** The topics whose whole name matches, sorted. */
  List<String> matching(Pattern pattern) {
    return names().stream().filter(topic -> pattern.matcher(topic).matches()).toList();
  }

  /** What is wrong with topics that are to be read, in a sentence; empty if all exist. */
  Optional<String> problemWith(List<String> wanted) {
    List<String> existing = names();
    List<String> missing = wanted.stream().filter(topic -> !existing.contains(topic)).toList();
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "%s %s not exist on %s; %s"
            .formatted(
                String.join(", ", missing),
                missing.size() == 1 ? "does" : "do",
                cluster,
                sentence(existing)));
  }

  /** A sentence that says which topics exist. */
  String sentence() {
    return sentence(names());
  }

  private static String sentence(List<String> topics) {
    if (topics.isEmpty()) {
      return "there are no topics";
    }
    int more = topics.size() - TOPICS_NAMED_IN_A_SENTENCE;
    return "existing topics are "
        + topics.stream().limit(TOPICS_NAMED_IN_A_SENTENCE).collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }

  /** Whether this client may do something with a topic that exists. */
  boolean allows(AclOperation operation, String topic) {
    DescribeTopicsOptions options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
    Set<AclOperation> allowed =
        cluster
            .await(cluster.admin().describeTopics(List.of(topic), options).allTopicNames())
            .get(topic)
            .authorizedOperations();
    // Brokers that do not say so allow what they do not refuse.
    return allowed == null || allowed.isEmpty() || allowed.contains(operation);
  }

  /** What a topic takes that exists; the usual where this client may not ask for it. */
  TopicLimits limits(String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try {
      Config config =
          cluster.await(cluster.admin().describeConfigs(List.of(resource)).all()).get(resource);
      return new TopicLimits(
          Integer.parseInt(config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value()),
          config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value());
    } catch (ServerUnavailableException e) {
      if (e.getCause() instanceof AuthorizationException) {
        LOG.warn(
            "This login may not ask how the topic {} is configured; records of up to {} bytes are"
                + " sent to it",
            topic,
            TopicLimits.USUAL.maxMessageBytes());
        return TopicLimits.USUAL;
      }
      throw e;
    }
  }

  /** The partitions of topics that exist. */
  Set<TopicPartition> partitions(List<String> topics) {
    return cluster.await(cluster.admin().describeTopics(topics).allTopicNames()).values().stream()
        .flatMap(
            topic ->
                topic.partitions().stream()
                    .map(partition -> new TopicPartition(topic.name(), partition.partition())))
        .collect(Collectors.toSet());
  }
}

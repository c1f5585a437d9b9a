package io.plantbeam.kafka;

import io.plantbeam.preflight.Check;
import io.plantbeam.preflight.CheckLimits;
import io.plantbeam.preflight.FailedCheckException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.kafka.common.acl.AclOperation;

/** Topics, their partitions, and the clocks of those who write to them. */
final class KafkaChecks {
  private final KafkaConnection kafka;
  private final OptionalInt readers;
  private final Duration tolerance;
  private final Duration limit;

  KafkaChecks(KafkaConnection kafka, CheckLimits limits) {
    this.kafka = kafka;
    this.readers = limits.readers();
    this.tolerance = limits.clockDifference();
    // So that the sentence of a call comes before that of the limit.
    this.limit =
        limits.time().compareTo(Duration.ofSeconds(3)) < 0
            ? limits.time()
            : limits.time().minusSeconds(2);
  }

  List<Check> all() {
    List<Check> checks = new ArrayList<>();
    if (kafka.isRead()) {
      checks.add(new Check(input(), this::inputTopics));
      readers.ifPresent(
          count -> checks.add(new Check("parallelism " + count, () -> partitions(count))));
      checks.add(new Check("clock", this::clockAgainstRecords));
    }
    if (kafka.alertsTopic() != null) {
      addOutput(OutputTopic.ofAlerts(kafka.alertsTopic()), checks);
    }
    if (kafka.deadLetterTopic() != null) {
      addOutput(OutputTopic.ofDeadLetters(kafka.deadLetterTopic()), checks);
    }
    return checks;
  }

  private void addOutput(OutputTopic topic, List<Check> checks) {
    String subject = "--%s=%s".formatted(topic.option(), topic.name());
    checks.add(new Check(subject, () -> outputTopic(subject, topic)));
  }

  private String input() {
    return kafka.topicPattern() == null
        ? "--inputTopics=" + String.join(",", kafka.settings().topics())
        : "--inputTopicPattern=" + kafka.topicPattern();
  }

  private String inputTopics() {
    try (KafkaCluster cluster = connect(kafka.settings().consumerProperties())) {
      List<String> topics = InputTopics.resolve(cluster, kafka);
      for (String topic : topics) {
        if (!new KafkaTopics(cluster).allows(AclOperation.READ, topic)) {
          throw new FailedCheckException(
              "%s: %s exists, but this login may not read it".formatted(input(), topic));
        }
      }
      int partitions = new KafkaTopics(cluster).partitions(topics).size();
      return "%s: %s %s, with %d partition%s in all"
          .formatted(
              input(),
              String.join(", ", topics),
              topics.size() == 1 ? "exists" : "exist",
              partitions,
              partitions == 1 ? "" : "s");
    }
  }

  private String partitions(int parallelism) {
    try (KafkaCluster cluster = connect(kafka.settings().consumerProperties())) {
      int partitions =
          new KafkaTopics(cluster).partitions(InputTopics.resolve(cluster, kafka)).size();
      if (partitions < parallelism) {
        throw new FailedCheckException(
            "parallelism %d: the topics have %d partition%s, so %d of the readers have nothing to read; set parallelism to %d, or add partitions"
                .formatted(
                    parallelism,
                    partitions,
                    partitions == 1 ? "" : "s",
                    parallelism - partitions,
                    partitions));
      }
      return "parallelism %d: the topics have %d partitions, so every reader has one or more"
          .formatted(parallelism, partitions);
    }
  }

  private String outputTopic(String subject, OutputTopic topic) {
    try (KafkaCluster cluster = connect(kafka.settings().producerProperties())) {
      KafkaTopics topics = new KafkaTopics(cluster);
      if (!topics.names().contains(topic.name())) {
        new TopicCreator(cluster).checkMayCreate(topic.name());
        return subject + ": does not exist yet, and may be created";
      }
      if (!topics.allows(AclOperation.WRITE, topic.name())) {
        throw new FailedCheckException(subject + ": exists, but this login may not write to it");
      }
      topic.check(cluster);
      return subject + ": exists";
    }
  }

  /** That the newest record is old says nothing; that it is from the future does. */
  private String clockAgainstRecords() {
    try (KafkaCluster cluster = connect(kafka.settings().consumerProperties())) {
      List<String> topics = InputTopics.resolve(cluster, kafka);
      OptionalLong newest =
          new KafkaOffsets(cluster).newestTimestamp(new KafkaTopics(cluster).partitions(topics));
      if (newest.isEmpty()) {
        return "clock: the topics have no record whose timestamp could be compared";
      }
      long ahead = newest.getAsLong() - System.currentTimeMillis();
      if (ahead > tolerance.toMillis()) {
        throw new FailedCheckException(
            "clock: the newest record of the topics has a timestamp %s ahead of this machine's clock; allowed are %s (--maxOutOfOrderness), so set the clock here or that of the sender"
                .formatted(CheckLimits.seconds(ahead), CheckLimits.seconds(tolerance.toMillis())));
      }
      return "clock: no record of the topics has a timestamp ahead of this machine's clock by more than "
          + CheckLimits.seconds(tolerance.toMillis());
    }
  }

  private KafkaCluster connect(Map<String, String> properties) {
    return KafkaCluster.connect(kafka.settings().bootstrapServers(), properties, limit);
  }
}

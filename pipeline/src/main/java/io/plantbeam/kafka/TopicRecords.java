package io.plantbeam.kafka;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.ServerUnavailableException;
import io.plantbeam.model.MessageAttributes;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.RawMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The records that a topic has when reading begins, as far as they are committed. Joins no consumer
 * group and moves no offsets.
 *
 * @param option that names the topic
 * @param properties of the user for consumers; may hold secrets
 */
public record TopicRecords(
    String option, String topic, String bootstrapServers, Map<String, String> properties) {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** So many waits in a row without a record or a step forward are an outage. */
  private static final int MOST_EMPTY_POLLS = 60;

  /**
   * Hands over all of them, partition by partition.
   *
   * @throws InvalidOptionsException if there is no such topic
   * @throws ServerUnavailableException if the brokers do not answer, or refuse
   */
  public void readAll(Consumer<ConsumerRecord<byte[], byte[]>> records) {
    read(Long.MAX_VALUE, records);
  }

  /** The latest, at most so many, in the order of their timestamps; throws as {@link #readAll}. */
  List<ConsumerRecord<byte[], byte[]>> latest(int count) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    read(count, records::add);
    records.sort(Comparator.comparingLong(ConsumerRecord::timestamp));
    return records.subList(Math.max(0, records.size() - count), records.size());
  }

  /** The same as messages, with keys and headers; a tombstone is an empty message. */
  public List<RawMessage> latestMessages(int count) {
    return latest(count).stream().map(TopicRecords::message).toList();
  }

  private static RawMessage message(ConsumerRecord<byte[], byte[]> found) {
    List<MessageAttributes.Header> headers = new ArrayList<>();
    for (Header header : found.headers()) {
      headers.add(new MessageAttributes.Header(header.key(), header.value()));
    }
    byte[] value = found.value() == null ? new byte[0] : found.value();
    return new RawMessage(
        value,
        value.length,
        new MessagePosition(Origin.ofPartition(found.topic(), found.partition()), found.offset()),
        found.timestamp(),
        new MessageAttributes(found.key(), headers));
  }

  private void read(long mostOfAPartition, Consumer<ConsumerRecord<byte[], byte[]>> records) {
    // Says in a sentence what is wrong with addresses and credentials.
    KafkaCluster.connect(bootstrapServers, properties).close();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            configuration(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = partitions(consumer);
      Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions, TIMEOUT);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, TIMEOUT);
      for (TopicPartition partition : partitions) {
        long end = ends.get(partition);
        consumer.assign(List.of(partition));
        consumer.seek(partition, Math.max(beginnings.get(partition), end - mostOfAPartition));
        readUntil(consumer, partition, end, records);
      }
    } catch (KafkaException e) {
      throw new ServerUnavailableException(
          "--%s=%s: the Kafka brokers at %s failed: %s"
              .formatted(option, topic, bootstrapServers, e.getMessage()),
          e);
    }
  }

  private Map<String, Object> configuration() {
    Map<String, Object> config = new HashMap<>(properties);
    config.put("bootstrap.servers", bootstrapServers);
    config.put("isolation.level", "read_committed");
    config.put("enable.auto.commit", "false");
    config.put("allow.auto.create.topics", "false");
    config.remove("group.id");
    return config;
  }

  private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
    List<PartitionInfo> known = consumer.listTopics(TIMEOUT).get(topic);
    if (known == null) {
      throw new InvalidOptionsException(
          List.of("--%s=%s: there is no such topic.".formatted(option, topic)));
    }
    List<TopicPartition> partitions = new ArrayList<>();
    for (PartitionInfo partition : known) {
      partitions.add(new TopicPartition(topic, partition.partition()));
    }
    partitions.sort((a, b) -> Integer.compare(a.partition(), b.partition()));
    return partitions;
  }

  private void readUntil(
      KafkaConsumer<byte[], byte[]> consumer,
      TopicPartition partition,
      long end,
      Consumer<ConsumerRecord<byte[], byte[]>> records) {
    int empty = 0;
    long position = consumer.position(partition, TIMEOUT);
    while (position < end) {
      for (ConsumerRecord<byte[], byte[]> found : consumer.poll(Duration.ofMillis(500))) {
        if (found.offset() < end) {
          records.accept(found);
        }
      }
      long before = position;
      position = consumer.position(partition, TIMEOUT);
      empty = position > before ? 0 : empty + 1;
      if (empty > MOST_EMPTY_POLLS) {
        throw new ServerUnavailableException(
            "--%s=%s: no record has come from partition %d for %d s."
                .formatted(option, topic, partition.partition(), MOST_EMPTY_POLLS / 2),
            null);
      }
    }
  }

  /** The servers and the topic alone, because a property may be a secret. */
  @Override
  public String toString() {
    return topic + " at " + bootstrapServers;
  }
}

package io.plantbeam.tools.messages;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.ServerUnavailableException;
import io.plantbeam.kafka.KafkaCluster;
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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The latest messages of a topic, with keys and headers. Joins no consumer group and moves no
 * offsets.
 *
 * @param properties of the user for consumers; may hold secrets
 */
record TopicSample(String topic, String bootstrapServers, Map<String, String> properties) {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** So long without a step forward, and what is there is all that comes. */
  private static final int MOST_EMPTY_POLLS = 20;

  /** At most so many, in the order of their timestamps; a tombstone is an empty message. */
  List<RawMessage> latest(int count) {
    // Says in a sentence what is wrong with addresses and credentials.
    KafkaCluster.connect(bootstrapServers, properties).close();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            configuration(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = partitions(consumer);
      consumer.assign(partitions);
      Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions, TIMEOUT);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, TIMEOUT);
      for (TopicPartition partition : partitions) {
        consumer.seek(partition, Math.max(beginnings.get(partition), ends.get(partition) - count));
      }
      List<ConsumerRecord<byte[], byte[]>> records = recordsUntil(consumer, ends);
      records.sort(Comparator.comparingLong(ConsumerRecord::timestamp));
      return records.subList(Math.max(0, records.size() - count), records.size()).stream()
          .map(TopicSample::message)
          .toList();
    } catch (KafkaException e) {
      throw new ServerUnavailableException(
          "--topic=%s: the Kafka brokers at %s failed: %s"
              .formatted(topic, bootstrapServers, e.getMessage()),
          e);
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> recordsUntil(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    int empty = 0;
    while (empty < MOST_EMPTY_POLLS && isBefore(consumer, ends)) {
      int before = records.size();
      consumer.poll(Duration.ofMillis(250)).forEach(records::add);
      empty = records.size() > before ? 0 : empty + 1;
    }
    return records;
  }

  private static boolean isBefore(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey(), TIMEOUT) < end.getValue());
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
          List.of("--topic=%s: there is no such topic.".formatted(topic)));
    }
    return known.stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .toList();
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

  /** The servers and the topic alone, because a property may be a secret. */
  @Override
  public String toString() {
    return topic + " at " + bootstrapServers;
  }
}

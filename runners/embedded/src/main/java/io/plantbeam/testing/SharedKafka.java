package io.plantbeam.testing;

import io.plantbeam.embedded.EmbeddedKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** One broker for all tests of this JVM, started by the first that needs it. */
public final class SharedKafka {
  private static EmbeddedKafka broker;

  private SharedKafka() {}

  public static synchronized EmbeddedKafka broker() {
    if (broker == null) {
      broker = EmbeddedKafka.openWithSasl("plant", "a-secret-of-the-tests");
      Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
    }
    return broker;
  }

  /** Creates a topic whose name no other test has. */
  public static String newTopic(String prefix, int partitions) {
    String topic = prefix + "-" + UUID.randomUUID();
    broker().createTopic(topic, partitions);
    return topic;
  }

  public static KafkaProducer<String, String> producer(
      String bootstrapServers, Map<String, Object> more) {
    Map<String, Object> config = new HashMap<>(more);
    config.put("bootstrap.servers", bootstrapServers);
    config.put("max.request.size", 8 << 20);
    return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
  }

  /** Sends values to a partition and returns when they are stored. */
  public static void send(String topic, int partition, String... values) {
    try (KafkaProducer<String, String> producer = producer(broker().bootstrapServers(), Map.of())) {
      send(producer, topic, partition, values);
    }
  }

  /** The same with a producer that goes on. */
  public static void send(
      KafkaProducer<String, String> producer, String topic, int partition, String... values) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (String value : values) {
      sent.add(producer.send(new ProducerRecord<>(topic, partition, null, value)));
    }
    producer.flush();
    awaitStored(sent);
  }

  /** Returns when all is stored that was sent; fails if something was not. */
  public static void awaitStored(List<Future<RecordMetadata>> sent) {
    sent.forEach(SharedKafka::awaitStored);
  }

  /** The same for one record; returns where it is. */
  public static RecordMetadata awaitStored(Future<RecordMetadata> sent) {
    try {
      return sent.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while sending", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a record could not be sent", e);
    }
  }

  /** Another program that reads a topic: a member of a consumer group, with partitions. */
  public static KafkaConsumer<byte[], byte[]> subscribe(String topic, String group) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker().bootstrapServers(), "group.id", group),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.subscribe(List.of(topic));
    Await.until(
        Duration.ofSeconds(20),
        () -> {
          consumer.poll(Duration.ofMillis(50));
          return !consumer.assignment().isEmpty();
        },
        () -> "the other program got no partition");
    return consumer;
  }

  /** Reads a topic of one partition from its beginning until enough has come. */
  public static List<ConsumerRecord<byte[], byte[]>> readUntil(
      String topic, Predicate<List<ConsumerRecord<byte[], byte[]>>> enough) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker().bootstrapServers(), "max.poll.records", 1000),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      Await.until(
          Duration.ofSeconds(30),
          () -> {
            consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            return enough.test(records);
          },
          () -> "of " + topic + " only " + records);
    }
    return records;
  }
}

package io.plantbeam.conformance;

import io.plantbeam.conformance.GoldenMessage.Part;
import io.plantbeam.testing.SharedKafka;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends the golden data to topics, part by part, and meanwhile keeps those partitions from being
 * idle that have messages.
 */
final class GoldenTopic implements AutoCloseable {
  private static final long PULSE_MILLIS = 300;

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final GoldenPlaces places = new GoldenPlaces();
  private final CountDownLatch noMorePulses = new CountDownLatch(1);
  private final Thread pulses = new Thread(this::pulse, "pulses");

  /**
   * @param topic of the messages of the built-in format; see {@link GoldenSource#topic}
   */
  GoldenTopic(String bootstrapServers, String topic) {
    this.topic = topic;
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Sends the messages of a part; returns when they are stored. */
  void send(List<GoldenMessage> messages, Part part) {
    List<GoldenMessage> chosen = messages.stream().filter(m -> m.part() == part).toList();
    List<Future<RecordMetadata>> sent = chosen.stream().map(this::send).toList();
    for (int i = 0; i < chosen.size(); i++) {
      RecordMetadata record = SharedKafka.awaitStored(sent.get(i));
      places.add(chosen.get(i), record.topic() + "-" + record.partition(), record.offset());
    }
  }

  /** Where the messages are that were sent. */
  GoldenPlaces places() {
    return places;
  }

  /** Begins to send pulses, which must be after the first part. */
  void startPulses() {
    pulses.start();
  }

  /** After this all partitions become idle, and windows that are open end. */
  void stopPulses() {
    noMorePulses.countDown();
    try {
      pulses.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Future<RecordMetadata> send(GoldenMessage message) {
    return send(message.source(), message.payload());
  }

  private Future<RecordMetadata> send(GoldenSource source, byte[] payload) {
    return producer.send(
        new ProducerRecord<>(source.topic(topic), source.partition(), null, payload));
  }

  private void pulse() {
    try {
      for (int number = 0; !noMorePulses.await(PULSE_MILLIS, TimeUnit.MILLISECONDS); number++) {
        for (GoldenSource source : GoldenSource.values()) {
          SharedKafka.awaitStored(send(source, GoldenData.beat(source, number)));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stopPulses();
    producer.close();
  }
}

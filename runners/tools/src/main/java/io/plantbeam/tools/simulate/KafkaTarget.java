package io.plantbeam.tools.simulate;

import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends messages to a Kafka topic; the key is the sensor id. */
public final class KafkaTarget implements MessageTarget {
  private final KafkaProducer<String, byte[]> producer;
  private final String topic;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /**
   * Connects, and returns when a broker has told the topic's partitions.
   *
   * @param config Kafka producer properties that go before the defaults here, SASL and TLS among
   *     them
   * @throws IOException with a sentence, where no broker answers or it refuses
   */
  public KafkaTarget(String bootstrapServers, String topic, Properties config) throws IOException {
    this.topic = topic;
    Properties properties = new Properties();
    properties.setProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, "15000");
    properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "20");
    properties.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, "131072");
    // The messages that are too large for the job pass the broker's own limit when compressed.
    properties.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    // With more, the first records to a topic that the broker has just created by itself may be
    // lost (KAFKA-15591).
    properties.setProperty(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
    properties.setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, "4194304");
    properties.putAll(config);
    properties.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    KafkaProducer<String, byte[]> created = null;
    try {
      created = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
      created.partitionsFor(topic);
    } catch (KafkaException e) {
      if (created != null) {
        created.close(Duration.ZERO);
      }
      throw new IOException(
          "--bootstrapServers=%s: topic %s cannot be written: %s"
              .formatted(bootstrapServers, topic, rootMessage(e)),
          e);
    }
    producer = created;
  }

  /** The record's own time is the clock's: a broker soon deletes records that look old. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // The callback has it.
  public void send(SimulatedMessage message) throws IOException {
    throwFailure();
    try {
      producer.send(
          new ProducerRecord<>(topic, message.key(), message.payload()),
          (metadata, e) -> {
            if (e != null) {
              failure.compareAndSet(null, e);
            }
          });
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      failure.compareAndSet(null, e);
      throwFailure();
    }
  }

  @Override
  public void close() throws IOException {
    producer.close();
    throwFailure();
  }

  private void throwFailure() throws IOException {
    Exception e = failure.get();
    if (e != null) {
      throw new IOException("topic %s: a message was lost: %s".formatted(topic, rootMessage(e)), e);
    }
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage();
  }
}

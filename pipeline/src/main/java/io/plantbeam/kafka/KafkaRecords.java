package io.plantbeam.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.io.kafka.ProducerRecordCoder;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What the writers of topics share. */
final class KafkaRecords {
  static final Coder<ProducerRecord<byte[], byte[]>> CODER =
      ProducerRecordCoder.of(NullableCoder.of(ByteArrayCoder.of()), ByteArrayCoder.of());

  private static final int MAX_REQUEST_BYTES = 8 << 20;

  /** One, since alerts are few. A group that was written with another number loses its state. */
  private static final int TRANSACTIONAL_SHARDS = 1;

  private KafkaRecords() {}

  /**
   * Writes at least once: a record that cannot be delivered within {@code delivery.timeout.ms} (2
   * minutes by default) fails its bundle, which the runner repeats or fails the job for.
   */
  static KafkaIO.WriteRecords<byte[], byte[]> write(String topic, KafkaSettings settings) {
    Map<String, Object> config = new HashMap<>();
    // KafkaIO sets 3, which an outage of a second uses up.
    config.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
    return KafkaIO.<byte[], byte[]>writeRecords()
        .withBootstrapServers(settings.bootstrapServers())
        .withTopic(topic)
        .withKeySerializer(ByteArraySerializer.class)
        .withValueSerializer(ByteArraySerializer.class)
        .withProducerConfigUpdates(config)
        .withProducerFactoryFn(ClientFactories.producers(settings.producerProperties()));
  }

  /**
   * Writes records that are {@linkplain HeadersInValue packed} exactly once for consumers that read
   * committed records. The sink's state is in the metadata of a consumer group of its own, {@code
   * GROUP-TOPIC-sink}; whoever reads the input with another group must not write the same topic
   * with this one.
   */
  static KafkaIO.WriteRecords<byte[], byte[]> writeExactlyOnce(
      String topic, KafkaSettings settings) {
    return write(topic, settings)
        .withEOS(TRANSACTIONAL_SHARDS, settings.groupId() + "-" + topic + "-sink")
        .withProducerFactoryFn(
            ClientFactories.producers(
                settings.producerProperties(), HeadersInValue.UnpackingProducer::new))
        .withConsumerFactoryFn(ClientFactories.sinkConsumers(settings.producerProperties()));
  }
}

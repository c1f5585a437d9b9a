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
}

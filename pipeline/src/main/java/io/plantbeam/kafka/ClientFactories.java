package io.plantbeam.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Makes the clients of KafkaIO with the user's properties.
 *
 * <p>The properties are given here and not in KafkaIO's configuration, because what is configured
 * there shows in Beam's display data, and these may be secrets. The factories are not records, for
 * the same reason: {@code toString} of a record shows its components.
 */
public final class ClientFactories {
  private ClientFactories() {}

  /** Makes consumers that report gaps between records. */
  static SerializableFunction<Map<String, Object>, Consumer<byte[], byte[]>> consumers(
      Map<String, String> properties) {
    return new ConsumerFactory(properties);
  }

  /** Makes producers of bytes. */
  public static SerializableFunction<Map<String, Object>, Producer<byte[], byte[]>> producers(
      Map<String, String> properties) {
    return new ProducerFactory(properties);
  }

  private static Map<String, Object> merge(
      Map<String, Object> ofKafkaIo, Map<String, String> ofUser, Set<String> reserved) {
    Map<String, Object> merged = new HashMap<>(ofKafkaIo);
    ofUser.forEach(
        (name, value) -> {
          if (!reserved.contains(name)) {
            merged.put(name, value);
          }
        });
    return merged;
  }

  private static final class ConsumerFactory
      implements SerializableFunction<Map<String, Object>, Consumer<byte[], byte[]>> {
    private static final long serialVersionUID = 1;

    /** What the job or KafkaIO decides; KafkaIO makes two consumers that differ in them. */
    private static final Set<String> RESERVED =
        Set.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            ConsumerConfig.GROUP_ID_CONFIG,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);

    private final Map<String, String> properties;

    ConsumerFactory(Map<String, String> properties) {
      this.properties = properties;
    }

    @Override
    public Consumer<byte[], byte[]> apply(Map<String, Object> ofKafkaIo) {
      return new GapReportingConsumer(merge(ofKafkaIo, properties, RESERVED));
    }
  }

  private static final class ProducerFactory
      implements SerializableFunction<Map<String, Object>, Producer<byte[], byte[]>> {
    private static final long serialVersionUID = 1;

    private static final Set<String> RESERVED =
        Set.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);

    private final Map<String, String> properties;

    ProducerFactory(Map<String, String> properties) {
      this.properties = properties;
    }

    @Override
    public Producer<byte[], byte[]> apply(Map<String, Object> ofKafkaIo) {
      return new NamingProducer(
          merge(ofKafkaIo, properties, RESERVED),
          new KafkaFailures(
              String.valueOf(ofKafkaIo.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG)), properties));
    }
  }
}

package io.plantbeam.kafka;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.kafka.KafkaCheckpointMark;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Makes KafkaIO's sources of records, of all partitions of the topics or of some. */
final class RecordSources implements Serializable {
  private static final long serialVersionUID = 1;

  private final String id = UUID.randomUUID().toString();
  private final KafkaSettings settings;
  private final IdleSafeTimestampPolicy.Factory policies;
  private final boolean commits;

  /**
   * @param commits whether offsets are committed to the consumer group
   */
  RecordSources(KafkaSettings settings, IdleSafeTimestampPolicy.Factory policies, boolean commits) {
    // Sources are saved with a job's state, which has no need of secrets for writing.
    this.settings = settings.withoutProducer();
    this.policies = policies;
    this.commits = commits;
  }

  KafkaSettings settings() {
    return settings;
  }

  /** Whether offsets are committed to the consumer group. */
  boolean commits() {
    return commits;
  }

  /** The same for all copies of this one. */
  String id() {
    return id;
  }

  /** A source that finds the partitions of the topics whenever it is split. */
  UnboundedSource<KafkaRecord<byte[], byte[]>, KafkaCheckpointMark> ofTopics() {
    return source(read().withTopics(settings.topics()));
  }

  /** A source of these partitions, whose checkpoints have them in this order. */
  UnboundedSource<KafkaRecord<byte[], byte[]>, KafkaCheckpointMark> ofPartitions(
      List<TopicPartition> partitions) {
    return source(read().withTopicPartitions(partitions));
  }

  private KafkaIO.Read<byte[], byte[]> read() {
    KafkaIO.Read<byte[], byte[]> read =
        KafkaIO.<byte[], byte[]>read()
            .withBootstrapServers(settings.bootstrapServers())
            .withKeyDeserializer(ByteArrayDeserializer.class)
            .withValueDeserializer(ByteArrayDeserializer.class)
            .withConsumerConfigUpdates(consumerConfig())
            .withConsumerFactoryFn(ClientFactories.consumers(settings.consumerProperties()))
            .withReadCommitted()
            .withTimestampPolicyFactory(policies);
    return commits ? read.commitOffsetsInFinalize() : read;
  }

  /** The source that KafkaIO would read; KafkaIO gives it to its pipeline alone. */
  @SuppressWarnings("unchecked")
  private static UnboundedSource<KafkaRecord<byte[], byte[]>, KafkaCheckpointMark> source(
      KafkaIO.Read<byte[], byte[]> read) {
    Pipeline pipeline = Pipeline.create();
    pipeline.apply(read);
    AtomicReference<UnboundedSource<?, ?>> found = new AtomicReference<>();
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public CompositeBehavior enterCompositeTransform(TransformHierarchy.Node node) {
            if (node.getTransform() instanceof Read.Unbounded<?> unbounded) {
              found.set(unbounded.getSource());
            }
            return CompositeBehavior.ENTER_TRANSFORM;
          }
        });
    return (UnboundedSource<KafkaRecord<byte[], byte[]>, KafkaCheckpointMark>)
        Objects.requireNonNull(found.get(), "KafkaIO has expanded to something else than a source");
  }

  private Map<String, Object> consumerConfig() {
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.groupId());
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return config;
  }
}

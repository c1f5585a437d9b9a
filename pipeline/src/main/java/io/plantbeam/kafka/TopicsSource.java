package io.plantbeam.kafka;

import io.plantbeam.job.InputRecords;
import io.plantbeam.job.Source;
import io.plantbeam.model.RawMessage;
import io.plantbeam.parse.EventTimeExtractor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.PCollection;

/** The topics that a job reads. */
record TopicsSource(KafkaConnection kafka) implements Source {
  @Override
  public boolean isBounded() {
    return false;
  }

  @Override
  public Duration clockTolerance() {
    return kafka.settings().maxOutOfOrderness();
  }

  /** Finds the topics, and sets the consumer group to where the job begins. */
  @Override
  public Source prepare() {
    KafkaSettings settings = kafka.settings();
    try (KafkaCluster cluster =
        KafkaCluster.connect(settings.bootstrapServers(), settings.consumerProperties())) {
      KafkaSettings resolved = settings.withTopics(InputTopics.resolve(cluster, kafka));
      StartOffsets.apply(cluster, resolved);
      return new TopicsSource(
          new KafkaConnection(resolved, null, kafka.alertsTopic(), kafka.deadLetterTopic()));
    }
  }

  @Override
  public List<RawMessage> samples(int count, InputRecords records) {
    KafkaSettings settings = kafka.settings();
    List<RawMessage> samples = new ArrayList<>();
    for (String topic : topics(settings)) {
      samples.addAll(
          new TopicRecords(
                  "inputTopics", topic, settings.bootstrapServers(), settings.consumerProperties())
              .latestMessages(count));
    }
    return samples;
  }

  private List<String> topics(KafkaSettings settings) {
    try (KafkaCluster cluster =
        KafkaCluster.connect(settings.bootstrapServers(), settings.consumerProperties())) {
      return InputTopics.resolve(cluster, kafka);
    }
  }

  @Override
  public PCollection<List<RawMessage>> read(Pipeline pipeline, InputRecords records) {
    EventTimeExtractor eventTimes =
        records.eventTimes() == null ? ArrivalTime.INSTANCE : records.eventTimes();
    return pipeline.apply(
        "ReadKafka",
        ReadKafka.of(kafka.settings(), eventTimes).withKeyAndHeaders(records.needsKeyAndHeaders()));
  }
}

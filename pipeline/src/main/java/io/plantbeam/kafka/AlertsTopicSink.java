package io.plantbeam.kafka;

import io.plantbeam.job.Output;
import io.plantbeam.job.Sink;
import io.plantbeam.model.Alert;
import io.plantbeam.model.DeadLetter;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.values.PCollection;

/** The topic of the alerts. */
record AlertsTopicSink(String topic, KafkaSettings settings) implements Sink {
  @Override
  public String option() {
    return "alertsTopic";
  }

  @Override
  public boolean takes(String output) {
    return output.equals(Alert.SCHEMA.name());
  }

  @Override
  public <T> Optional<PCollection<DeadLetter>> write(Output<T> output) {
    output
        .recordsOf(Alert.SCHEMA)
        .apply("Send" + output.step(), WriteAlertsToKafka.to(topic, settings));
    return Optional.empty();
  }

  @Override
  public void prepare(List<Output<?>> outputs) {
    OutputTopic.ofAlerts(topic).prepare(settings);
  }
}

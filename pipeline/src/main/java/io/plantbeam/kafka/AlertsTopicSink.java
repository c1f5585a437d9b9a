package io.plantbeam.kafka;

import io.plantbeam.job.Output;
import io.plantbeam.job.Sink;
import io.plantbeam.job.Written;
import io.plantbeam.model.Alert;
import java.util.List;

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
  public <T> Written write(Output<T> output) {
    output
        .recordsOf(Alert.SCHEMA)
        .apply("Send" + output.step(), WriteAlertsToKafka.to(topic, settings));
    return Written.NOTHING;
  }

  @Override
  public void prepare(List<Output<?>> outputs) {
    OutputTopic.ofAlerts(topic).prepare(settings);
  }
}

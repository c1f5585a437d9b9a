package io.plantbeam.kafka;

import io.plantbeam.job.Output;
import io.plantbeam.job.Sink;
import io.plantbeam.model.DeadLetter;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.values.PCollection;

/** The topic of the dead letters. */
record DeadLetterTopicSink(String topic, KafkaSettings settings) implements Sink {
  @Override
  public String option() {
    return "deadLetterTopic";
  }

  @Override
  public boolean takes(String output) {
    return output.equals(DeadLetter.SCHEMA.name());
  }

  @Override
  public <T> Optional<PCollection<DeadLetter>> write(Output<T> output) {
    output
        .recordsOf(DeadLetter.SCHEMA)
        .apply("Send" + output.step(), WriteDeadLettersToKafka.to(topic, settings));
    return Optional.empty();
  }

  @Override
  public void prepare(List<Output<?>> outputs) {
    OutputTopic.ofDeadLetters(topic).prepare(settings);
  }
}

package io.plantbeam.kafka;

import io.plantbeam.job.Output;
import io.plantbeam.job.Sink;
import io.plantbeam.job.Written;
import io.plantbeam.model.DeadLetter;
import java.util.List;

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
  public <T> Written write(Output<T> output) {
    output
        .recordsOf(DeadLetter.SCHEMA)
        .apply("Send" + output.step(), WriteDeadLettersToKafka.to(topic, settings));
    return Written.NOTHING;
  }

  @Override
  public void prepare(List<Output<?>> outputs) {
    OutputTopic.ofDeadLetters(topic).prepare(settings);
  }
}

package io.plantbeam.kafka;

import io.plantbeam.job.Connection;
import io.plantbeam.job.Sink;
import io.plantbeam.job.Source;
import io.plantbeam.preflight.Check;
import io.plantbeam.preflight.CheckLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The topics of a job.
 *
 * @param topicPattern null where the topics to read are named
 * @param alertsTopic null where alerts go elsewhere
 * @param deadLetterTopic null where dead letters go elsewhere
 */
record KafkaConnection(
    KafkaSettings settings, Pattern topicPattern, String alertsTopic, String deadLetterTopic)
    implements Connection {

  boolean isRead() {
    return topicPattern != null || !settings.topics().isEmpty();
  }

  boolean isWritten() {
    return alertsTopic != null || deadLetterTopic != null;
  }

  @Override
  public Optional<Source> source() {
    return isRead() ? Optional.of(new TopicsSource(this)) : Optional.empty();
  }

  @Override
  public List<Sink> sinks() {
    List<Sink> sinks = new ArrayList<>();
    if (alertsTopic != null) {
      sinks.add(new AlertsTopicSink(alertsTopic, settings));
    }
    if (deadLetterTopic != null) {
      sinks.add(new DeadLetterTopicSink(deadLetterTopic, settings));
    }
    return sinks;
  }

  @Override
  public List<Check> checks(CheckLimits limits) {
    return new KafkaChecks(this, limits).all();
  }
}

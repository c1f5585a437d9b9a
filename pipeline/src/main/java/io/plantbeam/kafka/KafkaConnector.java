package io.plantbeam.kafka;

import io.plantbeam.job.Connection;
import io.plantbeam.job.Connector;
import io.plantbeam.job.SourceOptions;
import io.plantbeam.options.OptionReader;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.beam.sdk.options.PipelineOptions;

/** Kafka: topics that are read as a stream, and topics for alerts and dead letters. */
public final class KafkaConnector implements Connector {
  @Override
  public Class<? extends PipelineOptions> options() {
    return KafkaOptions.class;
  }

  @Override
  public Optional<SourceOptions> sourceOptions() {
    return Optional.of(
        new SourceOptions(
            "Kafka",
            List.of("inputTopics", "inputTopicPattern"),
            "--bootstrapServers with --inputTopics or --inputTopicPattern",
            false));
  }

  @Override
  public Optional<Connection> connect(OptionReader options) {
    new KafkaRules(options).check();
    KafkaSettings settings = KafkaSettingsReader.read(options);
    return settings == null
        ? Optional.empty()
        : Optional.of(
            new KafkaConnection(
                settings,
                options.isUsable("inputTopicPattern")
                    ? Pattern.compile(options.text("inputTopicPattern"))
                    : null,
                options.text("alertsTopic"),
                options.text("deadLetterTopic")));
  }
}

package io.plantbeam.telemetry;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.kafka.KafkaCluster;
import io.plantbeam.options.JobSettings;
import java.util.List;

/** The topics that a job reads: those that are named, or those that match. */
public final class InputTopics {
  private InputTopics() {}

  /**
   * Asks the brokers for the topics.
   *
   * @throws InvalidOptionsException if one that is named does not exist, or none matches
   * @throws io.plantbeam.config.ServerUnavailableException if the brokers fail
   */
  public static List<String> resolve(KafkaCluster cluster, JobSettings settings) {
    if (settings.inputTopicPattern() == null) {
      List<String> topics = settings.kafka().topics();
      cluster
          .problemWith(topics)
          .ifPresent(
              problem -> {
                throw new InvalidOptionsException(
                    List.of("--inputTopics=%s: %s".formatted(String.join(",", topics), problem)));
              });
      return topics;
    }
    List<String> topics = cluster.topicsMatching(settings.inputTopicPattern());
    if (topics.isEmpty()) {
      throw new InvalidOptionsException(
          List.of(
              "--inputTopicPattern=%s: matches the whole name of no topic on %s; %s"
                  .formatted(settings.inputTopicPattern(), cluster, cluster.existingTopics())));
    }
    return topics;
  }
}

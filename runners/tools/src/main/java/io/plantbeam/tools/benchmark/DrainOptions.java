package io.plantbeam.tools.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The options of {@code run} with which a topic is drained. */
final class DrainOptions {
  private DrainOptions() {}

  /**
   * The whole job.
   *
   * @param group of the job's consumers
   * @param alerts the topic for alerts
   * @param output the options that say where everything else goes
   * @param more options, which come last
   */
  static List<String> of(
      ReadingsTopic topic, String group, String alerts, List<String> output, List<String> more)
      throws IOException {
    Path consumer = Files.createTempFile(topic.registry().getParent(), "consumer", ".properties");
    Files.writeString(consumer, "group.id=%s\n".formatted(group));
    List<String> options =
        new ArrayList<>(
            List.of(
                "--bootstrapServers=" + topic.bootstrapServers(),
                "--inputTopics=" + ReadingsTopic.NAME,
                "--alertsTopic=" + alerts,
                "--consumerConfig=" + consumer,
                "--assetRegistry=" + topic.registry()));
    options.addAll(output);
    options.addAll(more);
    return options;
  }
}

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
   * The whole job but the lake.
   *
   * @param group of the job's consumers
   * @param alerts the topic for alerts
   * @param output the directory for everything else
   * @param more options, which come last
   */
  static List<String> of(
      ReadingsTopic topic, String group, String alerts, Path output, List<String> more)
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
                "--assetRegistry=" + topic.registry(),
                "--lake=false",
                "--output=" + output));
    options.addAll(more);
    return options;
  }
}

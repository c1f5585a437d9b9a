package io.plantbeam.tools.benchmark;

import io.plantbeam.tools.simulate.KafkaTarget;
import io.plantbeam.tools.simulate.MessageStream;
import io.plantbeam.tools.simulate.Plant;
import io.plantbeam.tools.simulate.PlantFiles;
import io.plantbeam.tools.simulate.PlantSettings;
import io.plantbeam.tools.simulate.SimulatedMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;

/** A topic full of simulated readings, one to a message, as the job's peers were measured with. */
final class ReadingsTopic {
  static final int PARTITIONS = 4;

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private ReadingsTopic() {}

  /**
   * Fills a topic.
   *
   * @param registry the directory for the plant's asset registry
   * @param sensors that send one value in a message; a plant has others too, which are left out
   */
  static void fill(String bootstrapServers, String topic, Path registry, long readings, int sensors)
      throws IOException {
    int all = sensors * 2;
    Plant plant =
        new Plant(
            new PlantSettings(
                2,
                all,
                Instant.parse("2026-01-01T00:00:00Z"),
                INTERVAL.multipliedBy(readings / sensors * 2 + 2),
                INTERVAL,
                1,
                0.002,
                0.002,
                0.01,
                all / 10));
    MessageStream messages = plant.messages();
    Set<String> chosen = new HashSet<>();
    try (KafkaTarget target = new KafkaTarget(bootstrapServers, topic, new Properties())) {
      long sent = 0;
      while (sent < readings) {
        SimulatedMessage message = messages.next();
        boolean isOne = chosen.contains(message.key());
        if (!isOne && chosen.size() < sensors && hasOneValue(message)) {
          isOne = chosen.add(message.key());
        }
        if (isOne) {
          target.send(message);
          sent++;
        }
      }
    }
    PlantFiles.writeRegistry(registry, plant);
  }

  private static boolean hasOneValue(SimulatedMessage message) {
    return new String(message.payload(), StandardCharsets.UTF_8).contains("\"value\":");
  }
}

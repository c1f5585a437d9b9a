package io.plantbeam.tools.benchmark;

import io.plantbeam.servers.ClusterDirectory;
import io.plantbeam.servers.KafkaServer;
import io.plantbeam.servers.ServerException;
import io.plantbeam.tools.simulate.KafkaTarget;
import io.plantbeam.tools.simulate.MessageStream;
import io.plantbeam.tools.simulate.Plant;
import io.plantbeam.tools.simulate.PlantFiles;
import io.plantbeam.tools.simulate.SimulatedMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * A topic full of simulated readings, one to a message, on a broker of its own, with the registry
 * of their sensors.
 */
final class ReadingsTopic implements AutoCloseable {
  static final int PARTITIONS = 4;
  static final String NAME = "readings";

  private final KafkaServer kafka;
  private final Admin admin;
  private final Path registry;

  private ReadingsTopic(KafkaServer kafka, Admin admin, Path registry) {
    this.kafka = kafka;
    this.admin = admin;
    this.registry = registry;
  }

  /**
   * Starts a broker and fills the topic. Each of the sensors sends one value in a message; the
   * plant has others too, which are left out.
   *
   * @param directory for the broker and the registry
   * @param duplicateShare of messages that are sent twice, 0 to 1
   */
  static ReadingsTopic fill(Path directory, Workload workload, double duplicateShare)
      throws IOException {
    KafkaServer kafka =
        new KafkaServer(
            new ClusterDirectory(directory.resolve("kafka")), 0, List.of(NAME), PARTITIONS);
    kafka.startAllOrNone();
    try {
      Plant plant =
          Workload.plant(
              workload.sensors() * 2,
              workload.time().multipliedBy(2),
              workload.interval(),
              duplicateShare);
      send(plant, workload, kafka.bootstrapServers());
      Path registry = directory.resolve("registry");
      PlantFiles.writeRegistry(registry, plant);
      Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
      return new ReadingsTopic(kafka, admin, registry);
    } catch (IOException | RuntimeException e) {
      kafka.stop();
      throw e;
    }
  }

  private static void send(Plant plant, Workload workload, String bootstrapServers)
      throws IOException {
    MessageStream messages = plant.messages();
    Set<String> chosen = new HashSet<>();
    try (KafkaTarget target = new KafkaTarget(bootstrapServers, NAME, new Properties())) {
      long sent = 0;
      while (sent < workload.readings()) {
        SimulatedMessage message = messages.next();
        boolean isOne = chosen.contains(message.key());
        if (!isOne && chosen.size() < workload.sensors() && hasOneValue(message)) {
          isOne = chosen.add(message.key());
        }
        if (isOne) {
          target.send(message);
          sent++;
        }
      }
    }
  }

  private static boolean hasOneValue(SimulatedMessage message) {
    return new String(message.payload(), StandardCharsets.UTF_8).contains("\"value\":");
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** The directory of the plant's asset registry. */
  Path registry() {
    return registry;
  }

  /** Creates a topic on the same broker, for what a job writes. */
  void createTopic(String name) {
    kafka.createTopic(name, PARTITIONS);
  }

  /** How many messages a consumer group has committed. */
  long committed(String group) {
    try {
      return admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get()
          .values()
          .stream()
          .mapToLong(OffsetAndMetadata::offset)
          .sum();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("interrupted while a job ran", e);
    } catch (ExecutionException e) {
      throw new ServerException("Kafka does not say what is committed", e);
    }
  }

  @Override
  public void close() {
    admin.close();
    kafka.stop();
  }
}

package io.plantbeam.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * What makes one Kafka broker a whole cluster: it is its own controller, every topic has one
 * replica, and no topic is created by itself.
 */
public final class SingleBroker {
  static final int NODE = 1;

  private SingleBroker() {}

  /**
   * Prepares a directory for a new broker.
   *
   * @param data where the broker will keep its data; created if missing
   */
  public static void format(Path data) {
    try {
      Files.createDirectories(data);
      new Formatter()
          .setPrintStream(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
          .setNodeId(NODE)
          .setClusterId(Uuid.randomUuid().toString())
          .addDirectory(data.toString())
          .setMetadataLogDirectory(data.toString())
          .setControllerListenerName("CONTROLLER")
          .run();
    } catch (IOException e) {
      throw new UncheckedIOException("the directory " + data + " cannot be made", e);
    } catch (Exception e) {
      throw new IllegalStateException("the directory " + data + " cannot be formatted", e);
    }
  }

  /**
   * The broker's properties.
   *
   * @param data a directory that was formatted
   * @param port of the listener without security
   */
  public static Map<String, String> properties(Path data, int port, int controllerPort) {
    Map<String, String> config = new TreeMap<>();
    config.put("process.roles", "broker,controller");
    config.put("node.id", String.valueOf(NODE));
    config.put("controller.quorum.voters", NODE + "@localhost:" + controllerPort);
    config.put("controller.listener.names", "CONTROLLER");
    config.put("inter.broker.listener.name", "PLAINTEXT");
    config.put(
        "listeners",
        "PLAINTEXT://localhost:%d,CONTROLLER://localhost:%d".formatted(port, controllerPort));
    config.put("advertised.listeners", "PLAINTEXT://localhost:" + port);
    config.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    config.put("log.dirs", data.toString());
    config.put("auto.create.topics.enable", "false");
    config.put("offsets.topic.replication.factor", "1");
    config.put("offsets.topic.num.partitions", "1");
    config.put("transaction.state.log.replication.factor", "1");
    config.put("transaction.state.log.num.partitions", "1");
    config.put("transaction.state.log.min.isr", "1");
    config.put("group.initial.rebalance.delay.ms", "0");
    // The default buffer, 128 MiB, is for clusters.
    config.put("log.cleaner.dedupe.buffer.size", String.valueOf(4 << 20));
    config.put("num.network.threads", "2");
    config.put("num.io.threads", "2");
    config.put("background.threads", "2");
    return config;
  }
}

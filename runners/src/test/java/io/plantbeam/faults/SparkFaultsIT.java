package io.plantbeam.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.cluster.ClusterDirectory;
import io.plantbeam.cluster.Command;
import io.plantbeam.cluster.ElasticsearchNode;
import io.plantbeam.cluster.KafkaServer;
import io.plantbeam.cluster.SharedSpark;
import io.plantbeam.embedded.Await;
import io.plantbeam.faults.Outputs.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A streaming job on a Spark cluster, whose driver is killed while readings come, and started again
 * from its checkpoint directory. The batch that was under way it does again, in the same way: what
 * names itself by its content is there once, and alerts and dead letters at least once.
 */
class SparkFaultsIT {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final int STEPS = 400;
  private static final int STEPS_A_SECOND = 10;
  private static final String TOPIC = "readings";

  private static final Load LOAD = new Load(40, STEPS);

  private static Path folder;
  private static Undisturbed undisturbed;
  private static KafkaServer kafka;
  private static ElasticsearchNode elasticsearch;
  private static LoadProducer producer;
  private static Outputs outputs;
  private static List<String> arguments;
  private static Command driver;

  @BeforeAll
  static void startJob() throws IOException {
    // Not in the directory for temporary files, where Spark's checkpoints may not be.
    Path parent = Files.createDirectories(Path.of("target/faults").toAbsolutePath());
    folder = Files.createTempDirectory(parent, "spark-");
    undisturbed = Undisturbed.run(LOAD, folder);
    kafka =
        new KafkaServer(
            new ClusterDirectory(folder.resolve("kafka")),
            0,
            List.of(Outputs.ALERTS_TOPIC, Outputs.DEAD_LETTERS_TOPIC),
            1);
    kafka.start();
    kafka.createTopic(TOPIC, Load.PARTITIONS);
    elasticsearch = new ElasticsearchNode(new ClusterDirectory(folder.resolve("elasticsearch")), 0);
    elasticsearch.start();
    Path consumer = folder.resolve("consumer.properties");
    Files.writeString(consumer, "group.id=faults\n");
    arguments =
        List.of(
            "--streaming=true",
            "--checkpointDir=" + folder.resolve("checkpoints"),
            "--bootstrapServers=" + kafka.bootstrapServers(),
            "--inputTopics=" + TOPIC,
            "--consumerConfig=" + consumer,
            "--idleAfter=1h",
            "--maxOutOfOrderness=1m",
            "--assetRegistry=" + Undisturbed.registry(folder),
            "--output=" + folder.resolve("output"),
            "--lakeInterval=5m",
            "--elasticsearchUrls=" + elasticsearch.url(),
            "--alertsTopic=" + Outputs.ALERTS_TOPIC,
            "--deadLetterTopic=" + Outputs.DEAD_LETTERS_TOPIC);
    outputs =
        new Outputs(
            kafka.bootstrapServers(), folder.resolve("output/readings"), elasticsearch.url());
    producer = new LoadProducer(kafka.bootstrapServers(), TOPIC, LOAD, STEPS_A_SECOND);
    driver = SharedSpark.cluster().submit(arguments);
  }

  @AfterAll
  static void stopAll() {
    if (driver != null) {
      driver.kill();
    }
    if (producer != null) {
      producer.close();
    }
    if (elasticsearch != null) {
      elasticsearch.stop();
    }
    if (kafka != null) {
      kafka.stop();
    }
  }

  @Test
  void driverIsKilledAndStartedFromItsCheckpoints() throws Exception {
    producer.release(STEPS / 2);
    // Something has come out, so that there is state that must be kept.
    Await.until(
        LIMIT,
        () -> {
          assertTrue(driver.process().isAlive(), () -> "the driver has ended:\n" + driver.text());
          return LakeReadings.hasFiles(outputs.lake());
        },
        () -> "nothing has come out:\n" + driver.text());
    producer.release(STEPS);
    Await.until(
        LIMIT, () -> producer.offered() > STEPS * 3 / 5, () -> "the rest has not been sent");
    driver.kill();
    assertTrue(producer.offered() < STEPS, "nothing was sent while it happened");
    driver = SharedSpark.cluster().submit(arguments);
    producer.sendClosing();

    Progress end = new Progress(Instant.MAX, Instant.MAX, STEPS);
    Findings expected = Outputs.expected(LOAD, undisturbed, end);
    Findings found = outputs.await(expected, end, this::driverState);
    // What names itself by its content replaces itself; a topic keeps each alert that is sent.
    found.distinct(Outputs.ALERTS).assertEqual(expected);
    assertEquals(
        List.of(),
        LakeReadings.fromSeveralMessages(outputs.lake()),
        "the driver has forgotten what it had read: duplicates are in the lake");
    FaultsTable.assertRow(
        "Spark: `kill -9` of the driver, start from its checkpoint directory",
        List.of(
            "%,d readings, each once".formatted(found.of(Outputs.READINGS).size()),
            "%,d, equal".formatted(found.of(Outputs.WINDOWS).size()),
            "%,d, equal".formatted(found.of(Outputs.ANOMALIES).size()),
            "%,d, each at least once, with equal ids".formatted(expected.of(Outputs.ALERTS).size()),
            "%,d, none missing".formatted(found.of(Outputs.DEAD_LETTERS).size())));
  }

  private String driverState() {
    String text = driver.text();
    return (driver.process().isAlive() ? "running" : "over")
        + ":\n"
        + text.substring(Math.max(0, text.length() - 5000));
  }
}

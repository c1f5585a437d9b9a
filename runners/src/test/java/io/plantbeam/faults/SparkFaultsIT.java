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
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A streaming job on a Spark cluster, whose executor is killed while readings come, and later its
 * driver, which is started again from its checkpoint directory. The batch that was under way is
 * done again, in the same way: what names itself by its content is there once, and alerts and dead
 * letters at least once.
 */
@TestMethodOrder(OrderAnnotation.class)
class SparkFaultsIT {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final Duration DISORDER = Duration.ofMinutes(1);
  private static final Duration LAKE_INTERVAL = Duration.ofMinutes(5);
  private static final int STEPS_A_FAULT = 140;
  private static final int STEPS = 3 * STEPS_A_FAULT;
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
            "--maxOutOfOrderness=" + DISORDER.toSeconds() + "s",
            "--assetRegistry=" + Undisturbed.registry(folder),
            "--output=" + folder.resolve("output"),
            "--lakeInterval=" + LAKE_INTERVAL.toMinutes() + "m",
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
  @Order(1)
  void executorIsKilled() throws Exception {
    producer.release(STEPS_A_FAULT);
    // Something has come out, so that there is state that must be kept.
    Await.until(
        LIMIT,
        () -> {
          assertTrue(driver.process().isAlive(), () -> "the driver has ended:\n" + driver.text());
          return LakeReadings.hasFiles(outputs.lake());
        },
        () -> "nothing has come out:\n" + driver.text());
    int steps = 2 * STEPS_A_FAULT;
    producer.release(steps);
    awaitSent(STEPS_A_FAULT + STEPS_A_FAULT / 4);
    List<ProcessHandle> killed = SharedSpark.cluster().executors();
    assertEquals(1, killed.size(), "executors");
    killed.forEach(ProcessHandle::destroyForcibly);
    assertTrue(producer.offered() < steps, "nothing was sent while it happened");
    Await.until(
        LIMIT,
        () -> SharedSpark.cluster().executors().stream().anyMatch(other -> !killed.contains(other)),
        () -> "Spark has started no other:\n" + driver.text());
    producer.awaitStored(steps);

    Instant watermark = LOAD.reachedAfter(steps).minus(DISORDER);
    long interval = LAKE_INTERVAL.toMillis();
    Instant lakeEnd = Instant.ofEpochMilli(watermark.toEpochMilli() / interval * interval);
    check("`kill -9` of an executor", new Progress(watermark, lakeEnd, steps));
  }

  @Test
  @Order(2)
  void driverIsKilledAndStartedFromItsCheckpoints() throws Exception {
    producer.release(STEPS);
    awaitSent(STEPS - STEPS_A_FAULT * 3 / 4);
    driver.kill();
    assertTrue(producer.offered() < STEPS, "nothing was sent while it happened");
    driver = SharedSpark.cluster().submit(arguments);
    producer.sendClosing();
    check(
        "`kill -9` of the driver, start from its checkpoint directory",
        new Progress(Instant.MAX, Instant.MAX, STEPS));
  }

  private static void awaitSent(int steps) {
    Await.until(
        LIMIT,
        () -> producer.offered() > steps,
        () -> "nothing is sent: %d steps".formatted(producer.offered()));
  }

  private static void check(String fault, Progress progress) throws IOException, SQLException {
    Findings expected = Outputs.expected(LOAD, undisturbed, progress);
    Findings found = outputs.await(expected, progress, SparkFaultsIT::driverState);
    // What names itself by its content replaces itself; a topic keeps each alert that is sent.
    found.distinct(Outputs.ALERTS).assertEqual(expected);
    assertEquals(
        List.of(),
        LakeReadings.fromSeveralMessages(outputs.lake()),
        "the job has forgotten what it had read: duplicates are in the lake");
    FaultsTable.assertRow(
        "Spark: " + fault,
        List.of(
            "%,d readings, each once".formatted(found.of(Outputs.READINGS).size()),
            "%,d, equal".formatted(found.of(Outputs.WINDOWS).size()),
            "%,d, equal".formatted(found.of(Outputs.ANOMALIES).size()),
            "%,d, each at least once, with equal ids".formatted(expected.of(Outputs.ALERTS).size()),
            "%,d, none missing".formatted(found.of(Outputs.DEAD_LETTERS).size())));
  }

  private static String driverState() {
    String text = driver.text();
    return (driver.process().isAlive() ? "running" : "over")
        + ":\n"
        + text.substring(Math.max(0, text.length() - 5000));
  }
}

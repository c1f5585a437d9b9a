package io.plantbeam.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.cluster.ClusterDirectory;
import io.plantbeam.cluster.ElasticsearchNode;
import io.plantbeam.cluster.FlinkCluster;
import io.plantbeam.cluster.KafkaServer;
import io.plantbeam.cluster.SharedFlink;
import io.plantbeam.embedded.Await;
import io.plantbeam.faults.Outputs.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * One streaming job on a Flink cluster, with Kafka and Elasticsearch, and one fault after the other
 * while readings come. After each fault, all that can have come out is compared with what comes out
 * where nothing happens.
 */
@TestMethodOrder(OrderAnnotation.class)
class FlinkFaultsIT {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final Duration OUTAGE = Duration.ofSeconds(30);
  private static final Duration DISORDER = Duration.ofMinutes(1);
  private static final Duration LAKE_INTERVAL = Duration.ofMinutes(5);
  private static final int FAULTS = 4;
  private static final int STEPS_A_FAULT = 200;
  private static final int STEPS_A_SECOND = 10;
  private static final String TOPIC = "readings";

  private static final Load LOAD = new Load(200, FAULTS * STEPS_A_FAULT);

  private static Path folder;
  private static Undisturbed undisturbed;
  private static KafkaServer kafka;
  private static ElasticsearchNode elasticsearch;
  private static FlinkCluster flink;
  private static LoadProducer producer;
  private static Outputs outputs;
  private static List<String> arguments;
  private static String jobId;

  @BeforeAll
  static void startJob() throws IOException {
    Path parent = Files.createDirectories(Path.of("target/faults").toAbsolutePath());
    folder = Files.createTempDirectory(parent, "flink-");
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
    flink = SharedFlink.cluster();
    Path consumer = folder.resolve("consumer.properties");
    Files.writeString(consumer, "group.id=faults\n");
    arguments =
        List.of(
            "--streaming=true",
            // On both TaskManagers, each of which has two slots.
            "--parallelism=3",
            "--checkpointingInterval=2000",
            "--bootstrapServers=" + kafka.bootstrapServers(),
            "--inputTopics=" + TOPIC,
            "--consumerConfig=" + consumer,
            // A time of the plant is hours of this test's clock, so that idleness means nothing.
            "--idleAfter=1h",
            "--maxOutOfOrderness=" + DISORDER.toSeconds() + "s",
            "--assetRegistry=" + Undisturbed.registry(folder),
            "--output=" + folder.resolve("output"),
            "--lakeInterval=" + LAKE_INTERVAL.toMinutes() + "m",
            "--elasticsearchUrls=" + elasticsearch.url(),
            "--alertsTopic=" + Outputs.ALERTS_TOPIC,
            "--alertsDelivery=exactly-once",
            "--deadLetterTopic=" + Outputs.DEAD_LETTERS_TOPIC);
    outputs =
        new Outputs(
            kafka.bootstrapServers(), folder.resolve("output/readings"), elasticsearch.url());
    jobId = flink.submit(arguments);
    flink.awaitRunning(jobId, LIMIT);
    producer = new LoadProducer(kafka.bootstrapServers(), TOPIC, LOAD, STEPS_A_SECOND);
  }

  @AfterAll
  static void stopAll() {
    if (producer != null) {
      producer.close();
    }
    if (jobId != null && Set.of("RUNNING", "RESTARTING").contains(flink.state(jobId))) {
      flink.cancel(jobId);
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
  void taskManagerIsKilled() throws Exception {
    during(
        1,
        () -> {
          long before = flink.lastRestart(jobId);
          flink.killTaskManager(0);
          flink.restartTaskManagers();
          Await.until(
              LIMIT, () -> flink.lastRestart(jobId) > before, () -> "Flink has not noticed it");
          flink.awaitRunning(jobId, LIMIT);
        });
    check("`kill -9` of a TaskManager", 1);
  }

  @Test
  @Order(2)
  void brokerIsRestarted() throws Exception {
    during(
        2,
        () -> {
          kafka.process().kill();
          kafka.start();
        });
    check("restart of the broker, by `kill -9`", 2);
  }

  @Test
  @Order(3)
  void elasticsearchIsDown() throws Exception {
    during(
        3,
        () -> {
          elasticsearch.process().kill();
          // This is not a wait for something: it is how long the outage lasts.
          Thread.sleep(OUTAGE.toMillis());
          elasticsearch.start();
        });
    check("Elasticsearch down for 30 s, by `kill -9`", 3);
  }

  @Test
  @Order(4)
  void jobIsStoppedWithASavepoint() throws Exception {
    during(
        4,
        () -> {
          String savepoint = flink.stopWithSavepoint(jobId);
          jobId = flink.submitFrom(savepoint, arguments);
          flink.awaitRunning(jobId, LIMIT);
        });
    check("stop with a savepoint, start from it", 4);
  }

  @Test
  @Order(5)
  void allThatIsLeftComesOutAtTheEnd() throws Exception {
    producer.sendClosing();
    check("at the end of all", new Progress(Instant.MAX, Instant.MAX, LOAD.steps()));
  }

  private interface Fault {
    void happen() throws IOException, InterruptedException;
  }

  /** Lets a fault happen while a part of the load is sent, and waits until that is sent. */
  private static void during(int number, Fault fault) throws IOException, InterruptedException {
    int begin = (number - 1) * STEPS_A_FAULT;
    int end = number * STEPS_A_FAULT;
    producer.release(end);
    Await.until(
        LIMIT,
        () -> producer.offered() > begin + STEPS_A_FAULT / 6,
        () -> "nothing is sent: %d steps".formatted(producer.offered()));
    int before = producer.offered();
    fault.happen();
    assertTrue(producer.offered() > before, "nothing was sent while it happened");
    producer.awaitStored(end);
  }

  private static void check(String fault, int number) throws IOException {
    int steps = number * STEPS_A_FAULT;
    Instant watermark = LOAD.reachedAfter(steps).minus(DISORDER);
    long interval = LAKE_INTERVAL.toMillis();
    Instant lakeEnd = Instant.ofEpochMilli(watermark.toEpochMilli() / interval * interval);
    check(fault, new Progress(watermark, lakeEnd, steps));
  }

  private static void check(String fault, Progress progress) throws IOException {
    Findings expected = Outputs.expected(LOAD, undisturbed, progress);
    Findings found =
        outputs.await(expected, progress, () -> flink.state(jobId) + ": " + flink.failure(jobId));
    found.assertEqual(expected);
    FaultsTable.assertRow(
        "Flink: " + fault,
        List.of(
            "%,d readings, each once".formatted(found.of(Outputs.READINGS).size()),
            "%,d, equal".formatted(found.of(Outputs.WINDOWS).size()),
            "%,d, equal".formatted(found.of(Outputs.ANOMALIES).size()),
            "%,d, each once".formatted(found.of(Outputs.ALERTS).size()),
            "%,d, none missing".formatted(found.of(Outputs.DEAD_LETTERS).size())));
  }
}

package io.plantbeam.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.faults.JobOutputs.Progress;
import io.plantbeam.servers.ElasticsearchNode;
import io.plantbeam.servers.KafkaServer;
import io.plantbeam.tools.cluster.FlinkCluster;
import io.plantbeam.tools.cluster.SharedFlink;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
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
  private static final Duration OUTAGE = Duration.ofSeconds(30);
  private static final int FAULTS = 4;
  private static final int STEPS_A_FAULT = 200;

  private static Surroundings surroundings;
  private static FlinkCluster flink;
  private static List<String> arguments;
  private static String jobId;

  @BeforeAll
  static void startJob() throws IOException {
    surroundings = Surroundings.onDisk("flink", new Load(200, FAULTS * STEPS_A_FAULT));
    flink = SharedFlink.cluster();
    arguments =
        surroundings.arguments(
            // On both TaskManagers, each of which has two slots.
            "--parallelism=3", "--checkpointingInterval=2000");
    jobId = flink.submit(arguments);
    flink.awaitRunning(jobId, Surroundings.LIMIT);
  }

  @AfterAll
  static void stopAll() {
    if (jobId != null) {
      flink.cancelIfRunning(jobId);
    }
    if (surroundings != null) {
      surroundings.close();
    }
  }

  @Test
  @Order(1)
  void taskManagerIsKilled() throws Exception {
    during(1, () -> flink.replaceTaskManager(jobId));
    check("`kill -9` of a TaskManager", 1);
  }

  @Test
  @Order(2)
  void brokerIsRestarted() throws Exception {
    during(
        2,
        () -> {
          KafkaServer kafka = surroundings.kafka();
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
          ElasticsearchNode elasticsearch = surroundings.elasticsearch();
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
          flink.awaitRunning(jobId, Surroundings.LIMIT);
        });
    check("stop with a savepoint, start from it", 4);
  }

  @Test
  @Order(5)
  void allThatIsLeftComesOutAtTheEnd() throws Exception {
    surroundings.producer().sendClosing();
    check("at the end of all", surroundings.atTheEnd());
  }

  private interface Fault {
    void happen() throws IOException, InterruptedException;
  }

  /** Lets a fault happen while a part of the load is sent, and waits until that is sent. */
  private static void during(int number, Fault fault) throws IOException, InterruptedException {
    int begin = (number - 1) * STEPS_A_FAULT;
    int end = number * STEPS_A_FAULT;
    LoadProducer producer = surroundings.producer();
    producer.release(end);
    surroundings.awaitOffered(begin + STEPS_A_FAULT / 6);
    int before = producer.offered();
    fault.happen();
    assertTrue(producer.offered() > before, "nothing was sent while it happened");
    producer.awaitStored(end);
  }

  private static void check(String fault, int number) throws IOException {
    check(fault, surroundings.after(number * STEPS_A_FAULT));
  }

  private static void check(String fault, Progress progress) throws IOException {
    OutputContents found =
        surroundings.await(progress, () -> flink.condition(jobId)).distinct(JobOutputs.ALERTS);
    found.assertEqual(surroundings.expected(progress));
    FaultsTable.assertRow(
        "Flink: " + fault,
        List.of(
            "%,d readings, each once".formatted(found.of(JobOutputs.READINGS).size()),
            "%,d, equal".formatted(found.of(JobOutputs.WINDOWS).size()),
            "%,d, equal".formatted(found.of(JobOutputs.ANOMALIES).size()),
            "%,d, each at least once, with equal ids".formatted(found.of(JobOutputs.ALERTS).size()),
            "%,d, none missing".formatted(found.of(JobOutputs.DEAD_LETTERS).size())));
  }
}

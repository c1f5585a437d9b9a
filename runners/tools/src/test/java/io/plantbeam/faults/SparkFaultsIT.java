package io.plantbeam.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.faults.JobOutputs.Progress;
import io.plantbeam.testing.Await;
import io.plantbeam.testing.StartedProgram;
import io.plantbeam.tools.cluster.SharedSpark;
import java.io.IOException;
import java.sql.SQLException;
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
 * letters at least once. The lake is in an S3 store that fails.
 */
@TestMethodOrder(OrderAnnotation.class)
class SparkFaultsIT {
  private static final int STEPS_A_FAULT = 140;
  private static final int STEPS = 3 * STEPS_A_FAULT;

  private static Surroundings surroundings;
  private static List<String> arguments;
  private static StartedProgram driver;

  @BeforeAll
  static void startJob() throws IOException {
    surroundings = Surroundings.inFailingStore("spark", new Load(40, STEPS));
    arguments =
        surroundings.arguments("--checkpointDir=" + surroundings.folder().resolve("checkpoints"));
    driver = SharedSpark.cluster().submit(arguments);
  }

  @AfterAll
  static void stopAll() {
    if (driver != null) {
      driver.kill();
    }
    if (surroundings != null) {
      surroundings.close();
    }
  }

  @Test
  @Order(1)
  void executorIsKilled() throws Exception {
    LoadProducer producer = surroundings.producer();
    producer.release(STEPS_A_FAULT);
    // Something has come out, so that there is state that must be kept.
    Await.until(
        Surroundings.LIMIT,
        () -> {
          assertTrue(driver.process().isAlive(), () -> "the driver has ended:\n" + driver.text());
          return LakeReadings.hasFiles(surroundings.outputs().lake());
        },
        () -> "nothing has come out:\n" + driver.text());
    int steps = 2 * STEPS_A_FAULT;
    producer.release(steps);
    surroundings.awaitOffered(STEPS_A_FAULT + STEPS_A_FAULT / 4);
    List<ProcessHandle> killed = SharedSpark.cluster().executors();
    assertEquals(1, killed.size(), "executors");
    killed.forEach(ProcessHandle::destroyForcibly);
    assertTrue(producer.offered() < steps, "nothing was sent while it happened");
    Await.until(
        Surroundings.LIMIT,
        () -> SharedSpark.cluster().executors().stream().anyMatch(other -> !killed.contains(other)),
        () -> "Spark has started no other:\n" + driver.text());
    producer.awaitStored(steps);

    check("`kill -9` of an executor", surroundings.after(steps));
  }

  @Test
  @Order(2)
  void driverIsKilledAndStartedFromItsCheckpoints() throws Exception {
    LoadProducer producer = surroundings.producer();
    producer.release(STEPS);
    surroundings.awaitOffered(STEPS - STEPS_A_FAULT * 3 / 4);
    driver.kill();
    assertTrue(producer.offered() < STEPS, "nothing was sent while it happened");
    driver = SharedSpark.cluster().submit(arguments);
    producer.sendClosing();
    check("`kill -9` of the driver, start from its checkpoint directory", surroundings.atTheEnd());
  }

  private static void check(String fault, Progress progress) throws IOException, SQLException {
    OutputContents expected = surroundings.expected(progress);
    OutputContents found = surroundings.await(progress, SparkFaultsIT::driverState);
    // What names itself by its content replaces itself; a topic keeps each alert that is sent.
    found.distinct(JobOutputs.ALERTS).assertEqual(expected);
    assertEquals(
        List.of(),
        LakeReadings.fromSeveralMessages(surroundings.outputs().lake()),
        "the job has forgotten what it had read: duplicates are in the lake");
    surroundings.store().assertWhole();
    FaultsTable.assertRow(
        "Spark: " + fault,
        List.of(
            "%,d readings in S3, each once".formatted(found.of(JobOutputs.READINGS).size()),
            "%,d, equal".formatted(found.of(JobOutputs.WINDOWS).size()),
            "%,d, equal".formatted(found.of(JobOutputs.ANOMALIES).size()),
            "%,d, each at least once, with equal ids"
                .formatted(expected.of(JobOutputs.ALERTS).size()),
            "%,d, none missing".formatted(found.of(JobOutputs.DEAD_LETTERS).size())));
  }

  private static String driverState() {
    String text = driver.text();
    return (driver.process().isAlive() ? "running" : "over")
        + ":\n"
        + text.substring(Math.max(0, text.length() - 5000));
  }
}

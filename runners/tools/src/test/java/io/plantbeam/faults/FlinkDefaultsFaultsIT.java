package io.plantbeam.faults;

import io.plantbeam.conformance.TopicValues;
import io.plantbeam.faults.JobOutputs.Progress;
import io.plantbeam.testing.Await;
import io.plantbeam.tools.cluster.FlinkCluster;
import io.plantbeam.tools.cluster.SharedFlink;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * A streaming job on a Flink cluster that does what a job does by default: its state is on the
 * heap, and alerts are delivered at least once. What is there twice has the same content, its id
 * among it. The lake is in an S3 store that fails.
 */
class FlinkDefaultsFaultsIT {
  private static final int STEPS = 200;

  @Test
  void taskManagerIsKilled() throws Exception {
    FlinkCluster flink = SharedFlink.cluster();
    try (Surroundings surroundings =
        Surroundings.inFailingStore("flink-defaults", new Load(200, STEPS))) {
      String jobId =
          flink.submit(
              surroundings.arguments(
                  "--parallelism=3",
                  "--checkpointingInterval=5000",
                  "--stateBackend=filesystem",
                  "--stateBackendStoragePath="
                      + surroundings.folder().resolve("checkpoints").toUri()));
      try {
        flink.awaitRunning(jobId, Surroundings.LIMIT);
        LoadProducer producer = surroundings.producer();
        producer.release(STEPS);
        awaitAlertsSinceCheckpoint(flink, jobId, surroundings.kafka().bootstrapServers());
        flink.replaceTaskManager(jobId);
        producer.sendClosing();

        Progress end = surroundings.atTheEnd();
        OutputContents expected = surroundings.expected(end);
        OutputContents found = surroundings.await(end, () -> flink.condition(jobId));
        found.distinct(JobOutputs.ALERTS).assertEqual(expected);
        surroundings.store().assertWhole();
        FaultsTable.assertRow(
            "Flink, state on the heap: `kill -9` of a TaskManager",
            List.of(
                "%,d readings in S3, each once".formatted(found.of(JobOutputs.READINGS).size()),
                "%,d, equal".formatted(found.of(JobOutputs.WINDOWS).size()),
                "%,d, equal".formatted(found.of(JobOutputs.ANOMALIES).size()),
                "%,d, each at least once, with equal ids"
                    .formatted(expected.of(JobOutputs.ALERTS).size()),
                "%,d, none missing".formatted(found.of(JobOutputs.DEAD_LETTERS).size())));
      } finally {
        flink.cancelIfRunning(jobId);
      }
    }
  }

  /** Returns when alerts have come that a job will send again which starts from its checkpoint. */
  private static void awaitAlertsSinceCheckpoint(
      FlinkCluster flink, String jobId, String bootstrapServers) {
    AtomicInteger checkpoints = new AtomicInteger();
    AtomicInteger alertsBefore = new AtomicInteger();
    Await.until(
        Surroundings.LIMIT,
        () -> {
          int completed = flink.completedCheckpoints(jobId);
          int alerts = TopicValues.read(bootstrapServers, JobOutputs.ALERTS_TOPIC).size();
          if (checkpoints.getAndSet(completed) != completed) {
            alertsBefore.set(alerts);
          }
          return completed > 0 && alerts > alertsBefore.get();
        },
        () -> "no alert comes: the job is " + flink.condition(jobId));
  }
}

package io.plantbeam.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.tools.cluster.FlinkCluster;
import java.time.Duration;
import java.util.List;

/** A Flink cluster. It is stopped with a savepoint and started from it. */
final class FlinkEngine implements StreamingEngine {
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private final FlinkCluster cluster;
  private String jobId;

  FlinkEngine(FlinkCluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public List<String> options() {
    return List.of(
        "--idleAfter=10s",
        "--streaming=true",
        "--parallelism=2",
        "--checkpointingInterval=3000",
        "--allowedLateness=10m");
  }

  @Override
  public void start(List<String> arguments) {
    jobId = cluster.submit(arguments);
    cluster.awaitRunning(jobId, LIMIT);
  }

  @Override
  public void restart(List<String> arguments) {
    String savepoint = cluster.stopWithSavepoint(jobId);
    jobId = cluster.submitFrom(savepoint, arguments);
    cluster.awaitRunning(jobId, LIMIT);
  }

  @Override
  public void assertRunning() {
    assertEquals("RUNNING", cluster.state(jobId), () -> cluster.failure(jobId));
  }

  @Override
  public void stop() {
    if (jobId != null && cluster.state(jobId).equals("RUNNING")) {
      cluster.cancel(jobId);
    }
  }

  @Override
  public boolean correctsWindows() {
    return true;
  }
}

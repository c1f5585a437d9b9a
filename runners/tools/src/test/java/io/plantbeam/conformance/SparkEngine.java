package io.plantbeam.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.testing.StartedProgram;
import io.plantbeam.tools.cluster.SparkCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A Spark cluster. The driver is killed and started from its checkpoint directory. Late readings
 * are waited for before a window is published: Spark corrects none.
 */
final class SparkEngine implements StreamingEngine {
  private final SparkCluster cluster;
  private final Path checkpoints;
  private StartedProgram driver;
  private Map<String, String> shown = Map.of();

  SparkEngine(SparkCluster cluster, Path checkpoints) {
    this.cluster = cluster;
    this.checkpoints = checkpoints;
  }

  @Override
  public List<String> options() {
    return List.of(
        // Longer than a batch, between two of which a partition may seem to be idle.
        "--idleAfter=30s",
        "--streaming=true",
        "--batchIntervalMillis=10000",
        "--checkpointDir=" + checkpoints,
        "--maxOutOfOrderness=630s");
  }

  @Override
  public void start(List<String> arguments) {
    driver = cluster.submit(arguments);
  }

  @Override
  public void restart(List<String> arguments) {
    driver.kill();
    driver = cluster.submit(arguments);
  }

  @Override
  public void assertRunning() {
    assertTrue(driver.process().isAlive(), () -> "the driver has ended:\n" + driver.text());
  }

  @Override
  public void stop() {
    if (driver != null) {
      shown = cluster.shown();
      driver.kill();
    }
  }

  /** What the web UI has shown of the job's settings before it was stopped. */
  Map<String, String> shown() {
    return shown;
  }

  @Override
  public boolean correctsWindows() {
    return false;
  }
}

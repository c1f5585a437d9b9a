package io.plantbeam.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.job.Job;
import io.plantbeam.launch.Arguments;
import java.io.IOException;
import java.util.List;

/** The Direct runner in this JVM. It keeps nothing over its end, so it is not restarted. */
final class DirectEngine implements StreamingEngine {
  private Job job;

  @Override
  public List<String> options() {
    return List.of("--idleAfter=5s", "--allowedLateness=10m");
  }

  @Override
  public void start(List<String> arguments) {
    job = launch(arguments);
  }

  @Override
  public void restart(List<String> arguments) {}

  @Override
  public void assertRunning() {
    assertTrue(job.isRunning(), "the job has ended");
  }

  @Override
  public void stop() throws IOException {
    job.cancel();
    job.waitUntilFinish();
  }

  @Override
  public boolean correctsWindows() {
    return true;
  }

  static Job launch(List<String> arguments) {
    return Arguments.parse(arguments).launch();
  }
}

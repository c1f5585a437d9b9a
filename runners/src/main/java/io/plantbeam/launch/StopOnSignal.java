package io.plantbeam.launch;

import io.plantbeam.pipeline.TelemetryJob;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ctrl-C and SIGTERM end a job as its own end would: cancelled, and with its summary written. A
 * second signal ends the process at once.
 *
 * <p>This is no shutdown hook, because those run all at once: Spark's own would take the engine
 * away from the job while it ends.
 */
final class StopOnSignal {
  private static final Logger LOG = LoggerFactory.getLogger(StopOnSignal.class);
  private static final long PATIENCE_SECONDS = 30;

  private final TelemetryJob job;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicBoolean signalled = new AtomicBoolean();

  private StopOnSignal(TelemetryJob job) {
    this.job = job;
  }

  static StopOnSignal install(TelemetryJob job) {
    StopOnSignal stop = new StopOnSignal(job);
    Signals.handle("INT", () -> stop.receive(130));
    Signals.handle("TERM", () -> stop.receive(143));
    return stop;
  }

  void jobHasEnded() {
    ended.countDown();
  }

  private void receive(int exitCode) {
    if (!signalled.compareAndSet(false, true)) {
      Runtime.getRuntime().halt(exitCode);
    }
    Thread thread = new Thread(() -> cancel(exitCode), "stop-on-signal");
    thread.setDaemon(true);
    thread.start();
  }

  private void cancel(int exitCode) {
    try {
      job.cancel();
      if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("The job has not ended within {} s", PATIENCE_SECONDS);
        Runtime.getRuntime().halt(exitCode);
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("The job could not be cancelled: {}", Failures.sentence(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

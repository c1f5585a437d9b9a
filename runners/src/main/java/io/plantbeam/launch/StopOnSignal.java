package io.plantbeam.launch;

import io.plantbeam.pipeline.TelemetryJob;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ctrl-C and SIGTERM end a job as its own end would: cancelled, and with its summary written. */
final class StopOnSignal {
  private static final Logger LOG = LoggerFactory.getLogger(StopOnSignal.class);
  private static final long PATIENCE_SECONDS = 20;

  private final CountDownLatch ended = new CountDownLatch(1);

  private StopOnSignal() {}

  static StopOnSignal install(TelemetryJob job) {
    StopOnSignal stop = new StopOnSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop.cancel(job), "stop-on-signal"));
    return stop;
  }

  void jobHasEnded() {
    ended.countDown();
  }

  private void cancel(TelemetryJob job) {
    if (ended.getCount() == 0) {
      return;
    }
    try {
      job.cancel();
      if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("The job has not ended within {} s", PATIENCE_SECONDS);
      }
    } catch (IOException e) {
      LOG.warn("The job could not be cancelled", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.plantbeam.launch;

import io.plantbeam.job.Job;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ctrl-C and SIGTERM end a job as its own end would: cancelled, and with its summary written.
 * Another signal, more than a second later, ends the process at once.
 *
 * <p>This is not a shutdown hook, because all hooks run at once: Spark's own would take the engine
 * away from the job while it ends.
 */
final class StopOnSignal {
  private static final Logger LOG = LoggerFactory.getLogger(StopOnSignal.class);

  /** For the job to end; service managers mostly kill a process after 30 s. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** For the engine to end after the job. */
  private static final Duration PATIENCE_WITH_ENGINE = Duration.ofSeconds(3);

  /**
   * Signals this close are one: {@code timeout} and other wrappers signal the process and then its
   * group, to which it belongs.
   */
  private static final Duration ONE_SIGNAL = Duration.ofSeconds(1);

  private final Job job;
  private final Runnable giveUp;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private final AtomicInteger exitCode = new AtomicInteger();
  private long firstSignalNanos;

  private StopOnSignal(Job job, Runnable giveUp) {
    this.job = job;
    this.giveUp = giveUp;
  }

  /**
   * Begins to wait for signals.
   *
   * @param giveUp done before the process ends although the job has not
   */
  static StopOnSignal install(Job job, Runnable giveUp) {
    StopOnSignal stop = new StopOnSignal(job, giveUp);
    Signals.handle("INT", () -> stop.receive(130));
    Signals.handle("TERM", () -> stop.receive(143));
    return stop;
  }

  boolean wasSignalled() {
    return exitCode() != 0;
  }

  /** What a process ends with that the signal has ended, 128 and its number; 0 without one. */
  int exitCode() {
    return exitCode.get();
  }

  /** To be called when the job has ended and its result has been printed. */
  void jobHasEnded() {
    ended.countDown();
    try {
      if (wasSignalled()
          && !cancelled.await(PATIENCE_WITH_ENGINE.toMillis(), TimeUnit.MILLISECONDS)) {
        // Spark waits an hour for a batch that is under way, and its hooks wait for that.
        Runtime.getRuntime().halt(exitCode.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Called by one thread for each signal, so by several at the same time. */
  private synchronized void receive(int code) {
    if (!exitCode.compareAndSet(0, code)) {
      if (System.nanoTime() - firstSignalNanos > ONE_SIGNAL.toNanos()) {
        Runtime.getRuntime().halt(code);
      }
      return;
    }
    firstSignalNanos = System.nanoTime();
    start("cancel-on-signal", this::cancel);
    start("stop-on-signal", this::awaitEnd);
  }

  private static void start(String name, Runnable action) {
    Thread thread = new Thread(action, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void cancel() {
    try {
      job.cancel();
    } catch (IOException | RuntimeException e) {
      LOG.warn("The job could not be cancelled: {}", Failures.sentence(e));
    } finally {
      cancelled.countDown();
    }
  }

  private void awaitEnd() {
    try {
      if (!ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("The job has not ended within {} s", PATIENCE.toSeconds());
        giveUp.run();
        Runtime.getRuntime().halt(exitCode.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

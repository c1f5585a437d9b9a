package io.plantbeam.engines;

import java.util.Map;
import org.apache.beam.runners.spark.util.GlobalWatermarkHolder;
import org.apache.beam.runners.spark.util.GlobalWatermarkHolder.SparkWatermarks;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.streaming.StreamingContext;
import org.apache.spark.util.Clock;
import org.apache.spark.util.SystemClock;
import scala.Option;

/**
 * The clock by which Spark begins the batches of a stream: an interval after the one before, and
 * not until that one has settled. Spark makes it from {@code spark.streaming.clock}.
 *
 * <p>A batch has settled when it is over, Beam has put the watermark that it has brought where the
 * executors find it, and they have forgotten the older one. With Spark's own clock, a stream that
 * is behind has batches begin while that is still under way. Then two steps of a batch see two
 * watermarks, or a batch sees none of the one before: the later step takes for late, and drops,
 * what the earlier has just fired.
 *
 * <p>After the driver was killed the first batch is that of the checkpoint, at the watermark at
 * which it ran before, and the next begin when it has settled. Spark's own clock has one batch
 * begin at once for each interval in which there was no driver. So the times of batches, which are
 * only names, stay behind the clock by as much as was lost.
 */
public final class SparkBatchClock implements Clock {
  /** The time in which executors forget an older watermark, less that of reading a batch. */
  static final String SETTLE_MILLIS = "spark.plantbeam.settleMillis";

  private static final long NONE = Long.MIN_VALUE;
  private static final long POLL_MILLIS = 10;

  private final Clock system = new SystemClock();
  private SparkWatermarkJournal journal;
  private long settleMillis;
  private volatile boolean ticking;
  private volatile long lastBatch = NONE;
  private long lastBegin;

  /** The time; until batches begin, of a stream that goes on, that of the checkpoint's batch. */
  @Override
  public long getTimeMillis() {
    if (!ticking) {
      open();
      if (lastBatch != NONE) {
        return lastBatch;
      }
    }
    return system.getTimeMillis();
  }

  @Override
  public long nanoTime() {
    return system.nanoTime();
  }

  /**
   * Waits until a batch may begin; called by one thread, for one batch after the other.
   *
   * @param batch its time
   */
  @Override
  public long waitTillTime(long batch) {
    open();
    ticking = true;
    if (lastBatch == NONE) {
      setStateIntervals();
      system.waitTillTime(batch);
    } else {
      awaitWatermarksOf(lastBatch);
      system.waitTillTime(system.getTimeMillis() + settleMillis);
      journal.put(lastBatch, GlobalWatermarkHolder.get(0L));
      system.waitTillTime(lastBegin + batch - lastBatch);
    }
    lastBatch = batch;
    lastBegin = system.getTimeMillis();
    return lastBegin;
  }

  /** The driver has one context, and by the first call its checkpoint directory is known. */
  private synchronized void open() {
    if (journal != null) {
      return;
    }
    SparkContext context = SparkContext.getOrCreate();
    settleMillis = Long.parseLong(context.conf().get(SETTLE_MILLIS, "0"));
    journal = SparkWatermarkJournal.of(context);
    lastBegin = system.getTimeMillis();
    journal.lastCheckpoint().ifPresent(this::goOnAt);
  }

  /** A stream that goes on has those of its first driver, in its checkpoint. */
  @SuppressWarnings(
      "deprecation") // Spark means streams as a whole, of which Beam's runner makes use.
  private static void setStateIntervals() {
    long millis =
        SparkContext.getOrCreate().conf().getLong(SparkStateIntervals.CHECKPOINT_MILLIS, 0);
    // There is one as soon as it has been started, for which this waits.
    Option<StreamingContext> context = StreamingContext.getActive();
    if (millis > 0 && context.isDefined()) {
      SparkStateIntervals.set(context.get().graph(), millis);
    }
  }

  private void goOnAt(long batch) {
    Map<Integer, SparkWatermarks> watermarks = journal.before(batch);
    if (!watermarks.isEmpty()) {
      watermarks.forEach(GlobalWatermarkHolder::add);
      GlobalWatermarkHolder.advance();
    }
    lastBatch = batch;
  }

  private void awaitWatermarksOf(long batch) {
    while (GlobalWatermarkHolder.getLastWatermarkedBatchTime() < batch && SparkEnv.get() != null) {
      system.waitTillTime(system.getTimeMillis() + POLL_MILLIS);
    }
  }
}

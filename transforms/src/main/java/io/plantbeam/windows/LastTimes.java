package io.plantbeam.windows;

import io.plantbeam.model.Timestamps;
import io.plantbeam.model.WindowStats;
import io.plantbeam.order.EventTimeWindows;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.TimestampCombiner;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.joda.time.Instant;

/**
 * Window statistics in; how far event time has come out: for the end of each window with readings
 * in its last period, in milliseconds since the epoch, the event time of the last reading before
 * it, in microseconds. Once for all series, and again where late data correct a window.
 *
 * <p>A sensor whose clock is ahead moves nothing, since windows come when the watermark passes
 * them. There are no timers, which the Spark streaming runner refuses.
 */
public final class LastTimes
    extends PTransform<PCollection<WindowStats>, PCollection<KV<Long, Long>>> {
  private static final KvCoder<Long, Long> CODER = KvCoder.of(VarLongCoder.of(), VarLongCoder.of());

  private final Duration span;
  private final Duration period;

  private LastTimes(Duration span, Duration period) {
    this.span = span;
    this.period = period;
  }

  /**
   * How far event time has come.
   *
   * @param span of event time, aligned to the epoch, at whose end it is told
   * @param period from the start of a window to that of the next one
   */
  public static LastTimes within(Duration span, Duration period) {
    return new LastTimes(span, period);
  }

  @Override
  public PCollection<KV<Long, Long>> expand(PCollection<WindowStats> windows) {
    PCollection<KV<Long, Long>> ofBundles =
        windows.apply("OfBundle", ParDo.of(new OfBundleFn(period.toMillis()))).setCoder(CODER);
    PCollection<KV<Long, Long>> latest =
        windows.isBounded() == IsBounded.BOUNDED ? ofBatch(ofBundles) : ofStream(ofBundles);
    return latest.setCoder(CODER);
  }

  private PCollection<KV<Long, Long>> ofStream(PCollection<KV<Long, Long>> ofBundles) {
    return ofBundles
        .apply(
            "IntoSpans",
            EventTimeWindows.<KV<Long, Long>>into(
                    FixedWindows.of(org.joda.time.Duration.millis(span.toMillis())),
                    ofBundles.getWindowingStrategy().getAllowedLateness().getMillis())
                .discardingFiredPanes())
        .apply("GroupWindowEnd", GroupByKey.create())
        .apply("Latest", ParDo.of(new LatestFn()));
  }

  /**
   * All in one group: the Direct runner would make a bundle of each end of a window. The group
   * holds the watermark at its earliest time; else what is told would be late.
   */
  private PCollection<KV<Long, Long>> ofBatch(PCollection<KV<Long, Long>> ofBundles) {
    return ofBundles
        .apply(
            "Unwindowed",
            Window.<KV<Long, Long>>into(new GlobalWindows())
                .withTimestampCombiner(TimestampCombiner.EARLIEST))
        .apply("Together", WithKeys.of(0))
        .setCoder(KvCoder.of(VarIntCoder.of(), CODER))
        .apply("Group", GroupByKey.create())
        .apply("Latest", ParDo.of(new LatestOfAllFn(span.toMillis())));
  }

  /**
   * Tells of a window's end as often as the bundle shows a later reading before it. A reading from
   * before the last period has been in a window that ended earlier.
   */
  private static final class OfBundleFn extends DoFn<WindowStats, KV<Long, Long>> {
    private static final int MOST_REMEMBERED = 10_000;

    private final long periodMillis;

    /** By the ends of windows. */
    private transient Map<Long, Long> lastTimes;

    OfBundleFn(long periodMillis) {
      this.periodMillis = periodMillis;
    }

    @StartBundle
    public void startBundle() {
      lastTimes = new HashMap<>();
    }

    @ProcessElement
    public void process(@Element WindowStats window, OutputReceiver<KV<Long, Long>> out) {
      if (window.lastTimeMicros() < Timestamps.toMicros(window.windowEnd() - periodMillis)) {
        return;
      }
      if (lastTimes.size() >= MOST_REMEMBERED) {
        lastTimes.clear();
      }
      Long known = lastTimes.get(window.windowEnd());
      if (known == null || known < window.lastTimeMicros()) {
        lastTimes.put(window.windowEnd(), window.lastTimeMicros());
        out.output(KV.of(window.windowEnd(), window.lastTimeMicros()));
      }
    }
  }

  private static final class LatestFn extends DoFn<KV<Long, Iterable<Long>>, KV<Long, Long>> {
    @ProcessElement
    public void process(
        @Element KV<Long, Iterable<Long>> window, OutputReceiver<KV<Long, Long>> out) {
      long last = Long.MIN_VALUE;
      for (long time : window.getValue()) {
        last = Math.max(last, time);
      }
      if (last > Long.MIN_VALUE) {
        // Spark emits panes that hold nothing.
        out.output(KV.of(window.getKey(), last));
      }
    }
  }

  /** The same of a whole batch, with the timestamps at which a stream tells it. */
  private static final class LatestOfAllFn
      extends DoFn<KV<Integer, Iterable<KV<Long, Long>>>, KV<Long, Long>> {
    private final long spanMillis;

    LatestOfAllFn(long spanMillis) {
      this.spanMillis = spanMillis;
    }

    @ProcessElement
    public void process(
        @Element KV<Integer, Iterable<KV<Long, Long>>> windows,
        OutputReceiver<KV<Long, Long>> out) {
      SortedMap<Long, Long> latest = new TreeMap<>();
      for (KV<Long, Long> window : windows.getValue()) {
        latest.merge(window.getKey(), window.getValue(), Math::max);
      }
      latest.forEach(
          (end, last) -> {
            long span = Math.floorDiv(end - 1, spanMillis);
            out.outputWithTimestamp(
                KV.of(end, last), Instant.ofEpochMilli((span + 1) * spanMillis - 1));
          });
    }
  }
}

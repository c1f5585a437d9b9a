package io.plantbeam.windows;

import io.plantbeam.model.WindowStats;
import io.plantbeam.order.EventTimeWindows;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Window statistics in; how far event time has come out: for the end of each window with readings,
 * in milliseconds since the epoch, the event time of the last reading before it, in microseconds.
 * Once for all series, and again where late data correct a window.
 *
 * <p>A sensor whose clock is ahead moves nothing, since windows come when the watermark passes
 * them. There are no timers, which the Spark streaming runner refuses.
 */
public final class LastTimes
    extends PTransform<PCollection<WindowStats>, PCollection<KV<Long, Long>>> {
  private static final KvCoder<Long, Long> CODER = KvCoder.of(VarLongCoder.of(), VarLongCoder.of());

  private final Duration span;

  private LastTimes(Duration span) {
    this.span = span;
  }

  /**
   * How far event time has come.
   *
   * @param span of event time, aligned to the epoch, at whose end it is told
   */
  public static LastTimes within(Duration span) {
    return new LastTimes(span);
  }

  @Override
  public PCollection<KV<Long, Long>> expand(PCollection<WindowStats> windows) {
    return windows
        .apply("OfBundle", ParDo.of(new OfBundleFn()))
        .setCoder(CODER)
        .apply(
            "IntoSpans",
            EventTimeWindows.<KV<Long, Long>>into(
                    FixedWindows.of(org.joda.time.Duration.millis(span.toMillis())),
                    windows.getWindowingStrategy().getAllowedLateness().getMillis())
                .discardingFiredPanes())
        .apply("GroupWindowEnd", GroupByKey.create())
        .apply("Latest", ParDo.of(new LatestFn()))
        .setCoder(CODER);
  }

  /** Tells of a window's end as often as the bundle shows a later reading before it. */
  private static final class OfBundleFn extends DoFn<WindowStats, KV<Long, Long>> {
    private static final int MOST_REMEMBERED = 10_000;

    /** By the ends of windows. */
    private transient Map<Long, Long> lastTimes;

    @StartBundle
    public void startBundle() {
      lastTimes = new HashMap<>();
    }

    @ProcessElement
    public void process(@Element WindowStats window, OutputReceiver<KV<Long, Long>> out) {
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
}

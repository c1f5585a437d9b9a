package io.plantbeam.windows;

import io.plantbeam.model.Counters;
import io.plantbeam.model.WindowStats;
import io.plantbeam.order.OrderReadings;
import io.plantbeam.order.OrderedReadings;
import io.plantbeam.panes.GroupStats;
import io.plantbeam.panes.MergeGroupStats;
import io.plantbeam.panes.SeriesGrouping;
import io.plantbeam.panes.SeriesPanes;
import io.plantbeam.panes.SeriesStats;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Distribution;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.AfterPane;
import org.apache.beam.sdk.transforms.windowing.AfterWatermark;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.transforms.windowing.SlidingWindows;
import org.apache.beam.sdk.transforms.windowing.TimestampCombiner;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;

/**
 * Readings, as {@link #orderReadings} gives them, to the statistics of each series in each sliding
 * window {@code [k * period, k * period + size)}, aligned to the epoch, that holds at least one of
 * its readings. Windows go by the readings' own event times, whatever the timestamps of the batches
 * that brought them.
 *
 * <p>Each reading is added once, to a pane of length gcd(size, period) milliseconds, and panes are
 * merged into windows. Results are those of Beam's own {@link SlidingWindows} on the readings.
 *
 * <p>Windows are output at their greatest timestamps: of bounded input in the global window, each
 * once; of unbounded input in sliding windows, when the watermark passes the end, and again, whole
 * and with the next {@link WindowStats#revision}, when readings arrive that are late by no more
 * than the allowed lateness. A reading that is too late for some of its windows reaches the others;
 * one that is too late for all is dropped, and is then missing from the counter {@link
 * Counters#WINDOWED}.
 */
public final class SlidingStats
    extends PTransform<PCollection<KV<Integer, List<OrderedReadings>>>, PCollection<WindowStats>> {
  private final WindowGrid grid;
  private final long latenessMillis;

  private SlidingStats(WindowGrid grid, long latenessMillis) {
    this.grid = grid;
    this.latenessMillis = latenessMillis;
  }

  /**
   * Windows of a size, one every period, corrected for as long as the allowed lateness; all in
   * whole milliseconds.
   *
   * @param period at most the size; need not divide it
   * @throws IllegalArgumentException if the period is not in (0, size], or the lateness is negative
   */
  public static SlidingStats of(Duration size, Duration period, Duration allowedLateness) {
    if (period.toMillis() <= 0 || period.compareTo(size) > 0) {
      throw new IllegalArgumentException(
          "The period must be positive and at most the size, %s, but is %s"
              .formatted(size, period));
    }
    if (allowedLateness.isNegative()) {
      throw new IllegalArgumentException(
          "The allowed lateness must not be negative, but is " + allowedLateness);
    }
    return new SlidingStats(
        new WindowGrid(size.toMillis(), period.toMillis()), allowedLateness.toMillis());
  }

  /**
   * What is to come before this: a stream keeps the readings of a span until the last window that
   * may hold them has expired.
   */
  public OrderReadings orderReadings() {
    return OrderReadings.of(
        Duration.ofMillis(grid.gathering()),
        Duration.ofMillis(grid.size() - grid.gathering() + latenessMillis));
  }

  @Override
  public PCollection<WindowStats> expand(PCollection<KV<Integer, List<OrderedReadings>>> readings) {
    boolean bounded = readings.isBounded() == IsBounded.BOUNDED;
    PCollection<KV<String, GroupStats>> panes =
        readings.apply("SeriesPanes", SeriesPanes.of(grid.pane(), grouping(bounded)));
    return (bounded ? mergePanes(panes) : combineWindows(wholePanes(panes)))
        .setCoder(WindowStats.StatsCoder.INSTANCE);
  }

  private SeriesGrouping grouping(boolean bounded) {
    if (bounded) {
      return SeriesGrouping.BATCH_SHARDS;
    }
    return latenessMillis == 0 ? SeriesGrouping.STREAM_SHARDS : SeriesGrouping.EACH_SERIES;
  }

  private PCollection<WindowStats> mergePanes(PCollection<KV<String, GroupStats>> panes) {
    panes.apply("CountWindowed", ParDo.of(new CountWindowed()));
    return panes
        .apply("ShardPanes", ParDo.of(new ShardPanes(grid)))
        .setCoder(
            KvCoder.of(
                KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of()),
                GroupStats.GroupStatsCoder.INSTANCE))
        // A group holds the watermark at its earliest pane; else its windows would be late.
        .apply(
            "AtEarliestPane",
            Window.<KV<KV<String, Long>, GroupStats>>configure()
                .withTimestampCombiner(TimestampCombiner.EARLIEST))
        .apply("GroupPanes", GroupByKey.create())
        .apply("MergePanes", ParDo.of(new MergePanesOfShard(grid)));
  }

  private PCollection<WindowStats> combineWindows(PCollection<KV<String, GroupStats>> panes) {
    countWindowed(panes);
    return panes
        .apply(
            "IntoWindows",
            windows(
                    SlidingWindows.of(millis(grid.size())).every(millis(grid.period())),
                    latenessMillis)
                .accumulatingFiredPanes())
        .apply("CombineWindows", Combine.perKey(new MergeGroupStats()))
        .apply("ToWindowStats", ParDo.of(new ToWindowStats()));
  }

  private PCollection<KV<String, GroupStats>> wholePanes(
      PCollection<KV<String, GroupStats>> panesOfSpans) {
    PCollection<KV<String, GroupStats>> panes = panesOfSpans;
    if (grid.gathering() != grid.pane()) {
      panes =
          panesOfSpans
              .apply(
                  "IntoPanes",
                  windows(
                          FixedWindows.of(millis(grid.pane())),
                          grid.size() - grid.pane() + latenessMillis)
                      .discardingFiredPanes())
              .apply("CombinePanes", Combine.perKey(new MergeGroupStats()))
              .apply("DropEmptyPanes", ParDo.of(new DropEmptyPanes()))
              .setCoder(SeriesPanes.PANES_CODER);
    }
    // Window.into never makes the allowed lateness less than it was.
    return panes.setWindowingStrategyInternal(
        panes.getWindowingStrategy().withAllowedLateness(millis(latenessMillis)));
  }

  /**
   * Where windows end inside the period of a pane, a pane may outlive its windows. So the readings
   * that a window takes are counted after one more step that drops what is late for the last one.
   */
  private void countWindowed(PCollection<KV<String, GroupStats>> panes) {
    PCollection<KV<String, GroupStats>> counted = panes;
    if (grid.size() % grid.period() != 0) {
      counted =
          panes
              .apply(
                  "IntoLastWindow",
                  windows(new LastSlidingWindow(grid.size(), grid.period()), latenessMillis)
                      .discardingFiredPanes())
              .apply("CombineLastWindow", Combine.perKey(new MergeGroupStats()));
    }
    counted.apply("CountWindowed", ParDo.of(new CountWindowed()));
  }

  private static Window<KV<String, GroupStats>> windows(
      WindowFn<Object, IntervalWindow> windowFn, long latenessMillis) {
    return Window.<KV<String, GroupStats>>into(windowFn)
        .triggering(
            AfterWatermark.pastEndOfWindow().withLateFirings(AfterPane.elementCountAtLeast(1)))
        .withAllowedLateness(millis(latenessMillis), Window.ClosingBehavior.FIRE_IF_NON_EMPTY)
        .withOnTimeBehavior(Window.OnTimeBehavior.FIRE_IF_NON_EMPTY)
        .withTimestampCombiner(TimestampCombiner.END_OF_WINDOW);
  }

  private static org.joda.time.Duration millis(long millis) {
    return org.joda.time.Duration.millis(millis);
  }

  /** Spark emits panes that hold nothing. */
  private static final class DropEmptyPanes
      extends DoFn<KV<String, GroupStats>, KV<String, GroupStats>> {
    @ProcessElement
    public void processElement(
        @Element KV<String, GroupStats> pane, OutputReceiver<KV<String, GroupStats>> output) {
      if (!pane.getValue().isEmpty()) {
        output.output(pane);
      }
    }
  }

  private static final class CountWindowed extends DoFn<KV<String, GroupStats>, Void> {
    private final Counter windowed = Counters.counter(Counters.WINDOWED);

    @ProcessElement
    public void processElement(@Element KV<String, GroupStats> pane) {
      windowed.inc(pane.getValue().count());
    }
  }

  private static final class ToWindowStats extends DoFn<KV<String, GroupStats>, WindowStats> {
    private final Counter windows = Counters.counter(Counters.WINDOWS);
    private final Counter corrections = Counters.counter(Counters.WINDOW_CORRECTIONS);
    private final Distribution windowEnds =
        Metrics.distribution(Counters.NAMESPACE, Counters.WINDOW_END_MILLIS);

    @ProcessElement
    public void processElement(
        @Element KV<String, GroupStats> element,
        BoundedWindow window,
        PaneInfo pane,
        OutputReceiver<WindowStats> output) {
      GroupStats group = element.getValue();
      if (group.isEmpty()) {
        return;
      }
      (pane.getIndex() == 0 ? windows : corrections).inc(group.series().size());
      IntervalWindow interval = (IntervalWindow) window;
      long start = interval.start().getMillis();
      long end = interval.end().getMillis();
      windowEnds.update(end);
      for (SeriesStats stats : group.series()) {
        output.output(stats.toWindowStats(start, end, pane.getIndex()));
      }
    }
  }
}

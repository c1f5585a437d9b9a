package io.plantbeam.windows;

import io.plantbeam.model.Contribution;
import io.plantbeam.model.Counters;
import io.plantbeam.model.WindowStats;
import io.plantbeam.order.EventTimeWindows;
import io.plantbeam.panes.GroupStats;
import io.plantbeam.panes.MergeGroupStats;
import io.plantbeam.panes.Pane;
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
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.transforms.windowing.SlidingWindows;
import org.apache.beam.sdk.transforms.windowing.TimestampCombiner;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;

/**
 * Panes to the statistics of each series in each sliding window {@code [k * period, k * period +
 * size)}, aligned to the epoch, that holds at least one of its readings. Windows go by the
 * readings' own event times, whatever the timestamps of the batches that brought them. Results are
 * those of Beam's own {@link SlidingWindows} on the readings.
 *
 * <p>Windows are output at their greatest timestamps: of bounded input in the global window, each
 * once; of unbounded input in sliding windows, when the watermark passes the end, and again, whole
 * and with the next {@link WindowStats#revision}, when readings arrive that are late by no more
 * than the allowed lateness. A reading that is too late for some of its windows reaches the others;
 * one that is too late for all is dropped, and is then missing from the counter {@link
 * Counters#WINDOWED}.
 */
public final class SlidingStats
    extends PTransform<PCollection<KV<Pane, GroupStats>>, PCollection<WindowStats>> {
  /** What the steps count. */
  public static final List<Contribution> CONTRIBUTIONS =
      List.of(
          Contribution.missed("dropped_late", Counters.WINDOWED, "readings are in no window"),
          Contribution.made(Counters.WINDOWS, "windows"));

  private static final KvCoder<String, GroupStats> STATS_CODER =
      KvCoder.of(StringUtf8Coder.of(), GroupStats.GroupStatsCoder.INSTANCE);

  private final SeriesPanes panes;
  private final WindowGrid grid;

  private SlidingStats(SeriesPanes panes, WindowGrid grid) {
    this.panes = panes;
    this.grid = grid;
  }

  /**
   * Windows of a size, one every period, in whole milliseconds, corrected for as long as those of
   * the panes.
   *
   * @param panes for these windows and perhaps others
   * @param period at most the size; need not divide it
   * @throws IllegalArgumentException if the period is not in (0, size], or the panes are not for
   *     these windows
   */
  public static SlidingStats of(SeriesPanes panes, Duration size, Duration period) {
    WindowGrid grid = new WindowGrid(size.toMillis(), period.toMillis());
    if (grid.pane() % panes.paneMillis() != 0 || grid.size() > panes.longestWindowMillis()) {
      throw new IllegalArgumentException(
          "Windows of %s every %s cannot be made of panes of %d ms for windows of up to %d ms"
              .formatted(size, period, panes.paneMillis(), panes.longestWindowMillis()));
    }
    return new SlidingStats(panes, grid);
  }

  @Override
  public PCollection<WindowStats> expand(PCollection<KV<Pane, GroupStats>> pieces) {
    return (pieces.isBounded() == IsBounded.BOUNDED
            ? mergePanes(pieces)
            : combineWindows(wholePanes(pieces)))
        .setCoder(WindowStats.StatsCoder.INSTANCE);
  }

  private PCollection<WindowStats> mergePanes(PCollection<KV<Pane, GroupStats>> pieces) {
    pieces.apply("CountWindowed", ParDo.of(new CountWindowed<>()));
    return pieces
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

  private PCollection<WindowStats> combineWindows(PCollection<KV<String, GroupStats>> keyed) {
    countWindowed(keyed);
    return keyed
        .apply(
            "IntoWindows",
            EventTimeWindows.<KV<String, GroupStats>>into(
                    SlidingWindows.of(millis(grid.size())).every(millis(grid.period())),
                    panes.latenessMillis())
                .accumulatingFiredPanes())
        .apply("CombineWindows", Combine.perKey(new MergeGroupStats()))
        .apply("ToWindowStats", ParDo.of(new ToWindowStats()));
  }

  /** Makes one pane of the pieces of a long one, since each would go to several windows. */
  private PCollection<KV<String, GroupStats>> wholePanes(PCollection<KV<Pane, GroupStats>> pieces) {
    PCollection<KV<String, GroupStats>> keyed =
        pieces
            .apply("KeyPanes", ParDo.of(new KeyPanes(panes.latenessMillis() > 0)))
            .setCoder(STATS_CODER);
    if (panes.pieceMillis() == grid.pane()) {
      return keyed;
    }
    PCollection<KV<String, GroupStats>> whole =
        keyed
            .apply(
                "IntoPanes",
                EventTimeWindows.<KV<String, GroupStats>>into(
                        FixedWindows.of(millis(grid.pane())),
                        grid.size() - grid.pane() + panes.latenessMillis())
                    .discardingFiredPanes())
            .apply("CombinePanes", Combine.perKey(new MergeGroupStats()))
            .apply("DropEmptyPanes", ParDo.of(new DropEmptyPanes()))
            .setCoder(STATS_CODER);
    // Window.into never makes the allowed lateness less than it was.
    return whole.setWindowingStrategyInternal(
        whole.getWindowingStrategy().withAllowedLateness(millis(0)));
  }

  /**
   * Where windows end inside the period of a pane, or longer ones are made of the panes too, a pane
   * may outlive its windows. So the readings that a window takes are counted after one more step
   * that drops what is late for the last one.
   */
  private void countWindowed(PCollection<KV<String, GroupStats>> keyed) {
    PCollection<KV<String, GroupStats>> counted = keyed;
    if (grid.size() % grid.period() != 0 || panes.longestWindowMillis() > grid.size()) {
      counted =
          keyed
              .apply(
                  "IntoLastWindow",
                  EventTimeWindows.<KV<String, GroupStats>>into(
                          new LastSlidingWindow(grid.size(), grid.period()), panes.latenessMillis())
                      .discardingFiredPanes())
              .apply("CombineLastWindow", Combine.perKey(new MergeGroupStats()));
    }
    counted.apply("CountWindowed", ParDo.of(new CountWindowed<>()));
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

  private static final class CountWindowed<K> extends DoFn<KV<K, GroupStats>, Void> {
    private final Counter windowed = Counters.counter(Counters.WINDOWED);

    @ProcessElement
    public void processElement(@Element KV<K, GroupStats> pane) {
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

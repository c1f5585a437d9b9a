package io.plantbeam.aggregate;

import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Batches of the global window to the statistics of each pane that the bundle touches, by groups of
 * series. Each is output at an event time inside its pane, so that it may be late although its
 * batch was not.
 */
final class PanesOfBundle extends DoFn<EnrichedBatch, KV<String, GroupStats>> {
  /** Bounds the memory of a bundle to some tens of megabytes. */
  private static final int MOST_PANES = 50_000;

  private final long paneMillis;
  private final SeriesGrouping grouping;
  private transient Map<PaneOfSeries, SeriesStats> panes;

  private record PaneOfSeries(SeriesKey series, long start) {}

  private record PaneOfGroup(String group, long start) {}

  PanesOfBundle(long paneMillis, SeriesGrouping grouping) {
    this.paneMillis = paneMillis;
    this.grouping = grouping;
  }

  @StartBundle
  public void startBundle() {
    panes = new HashMap<>();
  }

  @ProcessElement
  public void processElement(
      @Element EnrichedBatch batch, OutputReceiver<KV<String, GroupStats>> output) {
    ReadingBatch readings = batch.readings();
    SeriesKey series = readings.series().key();
    SeriesContext context = batch.context();
    long paneStart = 0;
    SeriesStats pane = null;
    for (int i = 0; i < readings.size(); i++) {
      long time = readings.eventTimeMillis(i);
      if (pane == null || time < paneStart || time - paneStart >= paneMillis) {
        paneStart = time - Math.floorMod(time, paneMillis);
        pane = panes.computeIfAbsent(new PaneOfSeries(series, paneStart), p -> new SeriesStats());
      }
      pane.add(context, time, readings.value(i), readings.quality(i));
    }
    if (panes.size() > MOST_PANES) {
      drain(output::outputWithTimestamp);
    }
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext output) {
    drain((group, timestamp) -> output.output(group, timestamp, GlobalWindow.INSTANCE));
    panes = null;
  }

  private void drain(BiConsumer<KV<String, GroupStats>, Instant> output) {
    Map<PaneOfGroup, List<SeriesStats>> groups = new HashMap<>();
    panes.forEach(
        (pane, stats) ->
            groups
                .computeIfAbsent(
                    new PaneOfGroup(grouping.groupOf(pane.series), pane.start),
                    group -> new ArrayList<>())
                .add(stats));
    panes.clear();
    groups.forEach(
        (pane, stats) ->
            output.accept(
                KV.of(pane.group, GroupStats.of(stats)),
                Instant.ofEpochMilli(stats.get(0).lastTime())));
  }

  /** Any: an event time may be far behind the timestamp of the batch, which is never late. */
  @Override
  @SuppressWarnings("deprecation")
  public Duration getAllowedTimestampSkew() {
    return Duration.millis(Long.MAX_VALUE);
  }
}

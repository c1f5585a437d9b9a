package io.plantbeam.windows;

import io.plantbeam.model.Counters;
import io.plantbeam.model.SeriesKey;
import io.plantbeam.model.WindowStats;
import io.plantbeam.panes.GroupStats;
import io.plantbeam.panes.SeriesStats;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/**
 * All panes of some series to the windows that begin in a span of time, each once. What sliding
 * windows of Beam would shuffle size / period times is here shuffled once.
 */
final class MergePanesOfShard
    extends DoFn<KV<KV<String, Long>, Iterable<GroupStats>>, WindowStats> {
  private final Counter windows = Counters.counter(Counters.WINDOWS);
  private final WindowGrid grid;

  MergePanesOfShard(WindowGrid grid) {
    this.grid = grid;
  }

  @ProcessElement
  public void processElement(
      @Element KV<KV<String, Long>, Iterable<GroupStats>> group,
      OutputReceiver<WindowStats> output) {
    Map<SeriesKey, NavigableMap<Long, SeriesStats>> panesOfSeries = new HashMap<>();
    for (GroupStats panes : group.getValue()) {
      for (SeriesStats pane : panes.series()) {
        panesOfSeries
            .computeIfAbsent(pane.context().key(), series -> new TreeMap<>())
            .computeIfAbsent(grid.paneStart(pane.lastTimeMillis()), start -> new SeriesStats())
            .merge(pane);
      }
    }
    long span = group.getKey().getValue();
    panesOfSeries.values().forEach(panes -> mergeWindows(panes, span, output));
  }

  private void mergeWindows(
      NavigableMap<Long, SeriesStats> panes, long span, OutputReceiver<WindowStats> output) {
    long next = Long.MIN_VALUE;
    for (long paneStart : panes.keySet()) {
      long last = grid.lastWindowStart(paneStart);
      for (long start = Math.max(next, grid.firstWindowStart(paneStart));
          start <= last;
          start += grid.period()) {
        if (grid.span(start) == span) {
          output(panes, start, output);
        }
        next = start + grid.period();
      }
    }
  }

  private void output(
      NavigableMap<Long, SeriesStats> panes, long start, OutputReceiver<WindowStats> output) {
    long end = start + grid.size();
    SeriesStats window = new SeriesStats();
    panes.subMap(start, end).values().forEach(window::merge);
    windows.inc();
    output.outputWithTimestamp(window.toWindowStats(start, end, 0), Instant.ofEpochMilli(end - 1));
  }
}

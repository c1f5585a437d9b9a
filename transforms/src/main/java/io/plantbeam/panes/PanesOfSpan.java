package io.plantbeam.panes;

import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.order.OrderedReadings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * The readings of a shard and a span to the statistics of each pane that they touch, by groups of
 * series.
 */
final class PanesOfSpan extends DoFn<KV<Integer, List<OrderedReadings>>, KV<String, GroupStats>> {
  private final long paneMillis;
  private final SeriesGrouping grouping;

  private record PaneOfGroup(String group, long start) {}

  PanesOfSpan(long paneMillis, SeriesGrouping grouping) {
    this.paneMillis = paneMillis;
    this.grouping = grouping;
  }

  @ProcessElement
  public void processElement(
      @Element KV<Integer, List<OrderedReadings>> span,
      OutputReceiver<KV<String, GroupStats>> output) {
    Map<PaneOfGroup, List<SeriesStats>> groups = new HashMap<>();
    for (OrderedReadings series : span.getValue()) {
      panesOf(series)
          .forEach(
              (group, panes) -> groups.computeIfAbsent(group, g -> new ArrayList<>()).add(panes));
    }
    groups.forEach((pane, stats) -> output.output(KV.of(pane.group, GroupStats.of(stats))));
  }

  private Map<PaneOfGroup, SeriesStats> panesOf(OrderedReadings series) {
    List<EnrichedBatch> batches = series.batches();
    String group = grouping.groupOf(batches.get(0).readings().series().key());
    Map<PaneOfGroup, SeriesStats> panes = new HashMap<>(4);
    for (EnrichedBatch batch : batches) {
      ReadingBatch readings = batch.readings();
      SeriesContext context = batch.context();
      long paneStart = 0;
      SeriesStats pane = null;
      for (int i = 0; i < readings.size(); i++) {
        long time = readings.eventTimeMillis(i);
        if (pane == null || time - paneStart >= paneMillis) {
          paneStart = time - Math.floorMod(time, paneMillis);
          pane = panes.computeIfAbsent(new PaneOfGroup(group, paneStart), p -> new SeriesStats());
        }
        pane.add(context, time, readings.value(i), readings.quality(i));
      }
    }
    return panes;
  }
}

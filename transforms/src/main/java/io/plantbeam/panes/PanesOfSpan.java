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
import org.joda.time.Instant;

/**
 * The readings of a shard and a span to the statistics of each pane that they touch: in batch at
 * the pane's greatest timestamp, and in a stream at that of the span, which is in one pane.
 */
final class PanesOfSpan extends DoFn<KV<Integer, List<OrderedReadings>>, KV<Pane, GroupStats>> {
  private final long paneMillis;
  private final boolean atEndOfPane;

  PanesOfSpan(long paneMillis, boolean atEndOfPane) {
    this.paneMillis = paneMillis;
    this.atEndOfPane = atEndOfPane;
  }

  @ProcessElement
  public void processElement(
      @Element KV<Integer, List<OrderedReadings>> span,
      OutputReceiver<KV<Pane, GroupStats>> output) {
    Map<Long, List<SeriesStats>> panes = new HashMap<>();
    for (OrderedReadings series : span.getValue()) {
      panesOf(series)
          .forEach(
              (start, stats) -> panes.computeIfAbsent(start, s -> new ArrayList<>()).add(stats));
    }
    panes.forEach(
        (start, stats) -> {
          Pane pane = new Pane(span.getKey(), start, paneMillis);
          KV<Pane, GroupStats> piece = KV.of(pane, GroupStats.of(stats));
          if (atEndOfPane) {
            output.outputWithTimestamp(piece, Instant.ofEpochMilli(pane.end() - 1));
          } else {
            output.output(piece);
          }
        });
  }

  private Map<Long, SeriesStats> panesOf(OrderedReadings series) {
    Map<Long, SeriesStats> panes = new HashMap<>(4);
    for (EnrichedBatch batch : series.batches()) {
      ReadingBatch readings = batch.readings();
      SeriesContext context = batch.context();
      long paneStart = 0;
      SeriesStats pane = null;
      for (int i = 0; i < readings.size(); i++) {
        long time = readings.eventTimeMicros(i);
        long millis = readings.eventTimeMillis(i);
        if (pane == null || millis - paneStart >= paneMillis) {
          paneStart = millis - Math.floorMod(millis, paneMillis);
          pane = panes.computeIfAbsent(paneStart, start -> new SeriesStats());
        }
        pane.add(context, time, readings.value(i), readings.quality(i));
      }
    }
    return panes;
  }
}

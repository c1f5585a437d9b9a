package io.plantbeam.aggregate;

import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesKey;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Batches of the global window to statistics of each series and pane that the bundle touches. Each
 * is output at an event time inside its pane, so that it may be late although its batch was not.
 */
final class PanesOfBundle extends DoFn<EnrichedBatch, KV<SeriesKey, SeriesStats>> {
  /** Bounds the memory of a bundle to some tens of megabytes. */
  private static final int MOST_PANES = 50_000;

  private final long paneMillis;
  private transient Map<PaneOfSeries, SeriesStats> panes;

  private record PaneOfSeries(SeriesKey series, long start) {}

  PanesOfBundle(long paneMillis) {
    this.paneMillis = paneMillis;
  }

  @StartBundle
  public void startBundle() {
    panes = new HashMap<>();
  }

  @ProcessElement
  public void processElement(
      @Element EnrichedBatch batch, OutputReceiver<KV<SeriesKey, SeriesStats>> output) {
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
      panes.forEach(
          (key, stats) -> output.outputWithTimestamp(KV.of(key.series, stats), timeInPane(stats)));
      panes.clear();
    }
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext output) {
    panes.forEach(
        (key, stats) ->
            output.output(KV.of(key.series, stats), timeInPane(stats), GlobalWindow.INSTANCE));
    panes = null;
  }

  private static Instant timeInPane(SeriesStats stats) {
    return Instant.ofEpochMilli(stats.lastTime());
  }

  /** Any: an event time may be far behind the timestamp of the batch, which is never late. */
  @Override
  @SuppressWarnings("deprecation")
  public Duration getAllowedTimestampSkew() {
    return Duration.millis(Long.MAX_VALUE);
  }
}

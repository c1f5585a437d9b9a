package io.plantbeam.detect.threshold;

import io.plantbeam.detect.settings.BySensorType;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesKey;
import io.plantbeam.model.Timestamps;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Batches in the global window in; for each series and minute of the bundle that has readings
 * outside its thresholds, their {@link Breaches} out, at an event time within that minute.
 */
final class CountBreachesFn extends DoFn<EnrichedBatch, KV<SeriesKey, Breaches>> {
  private record SeriesMinute(SeriesKey series, long minute) {}

  private static final int HELD_MINUTES = 50_000;

  private final BySensorType<ThresholdParameters> parameters;
  private transient Map<SeriesMinute, Breaches> counts;

  CountBreachesFn(BySensorType<ThresholdParameters> parameters) {
    this.parameters = parameters;
  }

  @StartBundle
  public void startBundle() {
    counts = new HashMap<>();
  }

  @ProcessElement
  public void count(@Element EnrichedBatch batch, OutputReceiver<KV<SeriesKey, Breaches>> out) {
    AssetContext asset = batch.asset();
    double low = asset.low();
    double high = asset.high();
    if (Double.isNaN(low) && Double.isNaN(high)) {
      return;
    }
    ReadingBatch readings = batch.readings();
    if (parameters.of(readings.series().sensorType()) == null) {
      return;
    }
    for (int i = 0; i < readings.size(); i++) {
      double value = readings.value(i);
      if (value < low || value > high) {
        add(batch, readings.eventTimeMicros(i), value);
      }
    }
    if (counts.size() >= HELD_MINUTES) {
      counts.forEach(
          (key, breaches) ->
              out.outputWithTimestamp(KV.of(key.series, breaches), timeOf(breaches)));
      counts.clear();
    }
  }

  private void add(EnrichedBatch batch, long timeMicros, double value) {
    SeriesContext context = batch.context();
    counts.merge(
        new SeriesMinute(context.key(), Breaches.minuteOf(timeMicros)),
        new Breaches(1, timeMicros, value, context),
        Breaches::merge);
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext c) {
    counts.forEach(
        (key, breaches) ->
            c.output(KV.of(key.series, breaches), timeOf(breaches), GlobalWindow.INSTANCE));
    counts = null;
  }

  private static Instant timeOf(Breaches breaches) {
    return Instant.ofEpochMilli(Timestamps.toMillis(breaches.lastTimeMicros()));
  }

  /** Batches carry the time of arrival; minutes need the event time, which may be long before. */
  @Override
  @SuppressWarnings("deprecation")
  public Duration getAllowedTimestampSkew() {
    return Duration.millis(Long.MAX_VALUE);
  }
}

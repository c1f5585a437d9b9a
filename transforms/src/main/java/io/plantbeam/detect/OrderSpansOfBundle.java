package io.plantbeam.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;

/**
 * Readings of several spans in; the same out, by event time within the bundle: where the watermark
 * moves over several spans at once, the engine hands them on in any order.
 */
final class OrderSpansOfBundle
    extends DoFn<KV<DetectorKey, OrderedReadings>, KV<DetectorKey, OrderedReadings>> {
  private transient List<TimestampedValue<KV<DetectorKey, OrderedReadings>>> spans;

  @StartBundle
  public void startBundle() {
    spans = new ArrayList<>();
  }

  @ProcessElement
  public void processElement(
      @Element KV<DetectorKey, OrderedReadings> readings, @Timestamp Instant timestamp) {
    spans.add(TimestampedValue.of(readings, timestamp));
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    spans.sort(Comparator.comparingLong(span -> span.getValue().getValue().earliest()));
    for (TimestampedValue<KV<DetectorKey, OrderedReadings>> span : spans) {
      context.output(span.getValue(), span.getTimestamp(), GlobalWindow.INSTANCE);
    }
    spans = null;
  }
}

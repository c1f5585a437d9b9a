package io.plantbeam.detect.limit;

import io.plantbeam.detect.settings.BySensorType;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.SeriesKey;
import io.plantbeam.order.OrderedReadings;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/**
 * Readings in; those of series that have alarm limits out, by series. The others, which are most,
 * cross no shuffle.
 */
final class LimitedReadings {
  private LimitedReadings() {}

  private static boolean isLimited(EnrichedBatch batch, BySensorType<LimitParameters> parameters) {
    return batch.asset().alarms().any()
        && parameters.of(batch.readings().series().sensorType()) != null;
  }

  /** Of a stream, as they arrive. */
  static final class OfStream extends DoFn<EnrichedBatch, KV<SeriesKey, OrderedReadings>> {
    private final BySensorType<LimitParameters> parameters;

    OfStream(BySensorType<LimitParameters> parameters) {
      this.parameters = parameters;
    }

    @ProcessElement
    public void key(
        @Element EnrichedBatch batch, OutputReceiver<KV<SeriesKey, OrderedReadings>> out) {
      if (isLimited(batch, parameters)) {
        out.output(KV.of(batch.key(), OrderedReadings.of(List.of(batch))));
      }
    }
  }

  /** Of bounded input, at their earliest event time, by which an engine sorts. */
  static final class OfBatch
      extends DoFn<KV<Integer, List<OrderedReadings>>, KV<SeriesKey, OrderedReadings>> {
    private final BySensorType<LimitParameters> parameters;

    OfBatch(BySensorType<LimitParameters> parameters) {
      this.parameters = parameters;
    }

    @ProcessElement
    public void key(
        @Element KV<Integer, List<OrderedReadings>> span,
        OutputReceiver<KV<SeriesKey, OrderedReadings>> out) {
      for (OrderedReadings series : span.getValue()) {
        OrderedReadings limited = series.where(batch -> isLimited(batch, parameters));
        if (limited != null) {
          out.outputWithTimestamp(
              KV.of(limited.batches().get(0).key(), limited),
              Instant.ofEpochMilli(limited.earliest()));
        }
      }
    }
  }
}

package io.plantbeam.order;

import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.SeriesKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Batches of a stream in the global window in; out come, when the bundle ends, those of a shard
 * together, in the order of event time within each series, at the least of their timestamps, with
 * which none is late.
 *
 * <p>Unlike {@link OrderReadings} this waits for nothing: a reading that arrives in a later bundle
 * comes after, whatever its event time.
 */
public final class OrderOnArrival
    extends PTransform<
        PCollection<EnrichedBatch>, PCollection<KV<Integer, List<OrderedReadings>>>> {
  private static final KvCoder<Integer, List<OrderedReadings>> ORDERED_CODER =
      KvCoder.of(VarIntCoder.of(), ListCoder.of(OrderedReadings.ReadingsCoder.INSTANCE));

  private OrderOnArrival() {}

  public static OrderOnArrival create() {
    return new OrderOnArrival();
  }

  @Override
  public PCollection<KV<Integer, List<OrderedReadings>>> expand(PCollection<EnrichedBatch> input) {
    return input.apply("Order", ParDo.of(new OrderFn())).setCoder(ORDERED_CODER);
  }

  private static final class OrderFn
      extends DoFn<EnrichedBatch, KV<Integer, List<OrderedReadings>>> {
    /** Bounds the memory of a bundle to some tens of megabytes. */
    private static final int MOST_READINGS = 200_000;

    private transient Map<SeriesKey, List<EnrichedBatch>> pieces;
    private transient Instant earliest;
    private transient int readings;

    @StartBundle
    public void startBundle() {
      pieces = new LinkedHashMap<>();
      readings = 0;
    }

    @ProcessElement
    public void processElement(
        @Element EnrichedBatch batch,
        @Timestamp Instant timestamp,
        OutputReceiver<KV<Integer, List<OrderedReadings>>> out) {
      if (pieces.isEmpty() || timestamp.isBefore(earliest)) {
        earliest = timestamp;
      }
      pieces.computeIfAbsent(batch.key(), key -> new ArrayList<>(4)).add(batch);
      readings += batch.readings().size();
      if (readings >= MOST_READINGS) {
        byShard()
            .forEach((shard, ordered) -> out.outputWithTimestamp(KV.of(shard, ordered), earliest));
        pieces.clear();
        readings = 0;
      }
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) {
      byShard()
          .forEach(
              (shard, ordered) ->
                  context.output(KV.of(shard, ordered), earliest, GlobalWindow.INSTANCE));
      pieces = null;
    }

    private Map<Integer, List<OrderedReadings>> byShard() {
      Map<Integer, List<OrderedReadings>> shards = new LinkedHashMap<>();
      pieces.forEach(
          (series, ofSeries) ->
              shards
                  .computeIfAbsent(series.streamShard(), shard -> new ArrayList<>())
                  .add(OrderedReadings.of(ofSeries)));
      return shards;
    }

    /** What a full bundle puts out before its end is as old as the first of its batches. */
    @Override
    @SuppressWarnings("deprecation")
    public Duration getAllowedTimestampSkew() {
      return Duration.millis(Long.MAX_VALUE);
    }
  }
}

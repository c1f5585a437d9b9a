package io.plantbeam.order;

import io.plantbeam.model.EnrichedBatch;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.TimestampCombiner;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;

/**
 * Batches of the global window in; of each shard of the series and each span of event time, aligned
 * to the epoch, one element with the readings of every series in event-time order out. Windows and
 * detectors both go on from here, so that readings are shuffled once for them.
 *
 * <p>Spans of bounded input are hours, and stay in the global window, at their earliest event time.
 * In a stream they are fixed windows that are output at their greatest timestamp when the watermark
 * passes their end; what is late by no more than the allowed lateness comes in elements of its own.
 * No timers are needed.
 */
public final class OrderReadings
    extends PTransform<
        PCollection<EnrichedBatch>, PCollection<KV<Integer, List<OrderedReadings>>>> {
  private static final long HOUR = 3_600_000;

  public static final KvCoder<Integer, List<OrderedReadings>> ORDERED_CODER =
      KvCoder.of(VarIntCoder.of(), ListCoder.of(OrderedReadings.ReadingsCoder.INSTANCE));

  private static final KvCoder<KV<Integer, Long>, List<EnrichedBatch>> SPANS_CODER =
      KvCoder.of(
          KvCoder.of(VarIntCoder.of(), VarLongCoder.of()),
          ListCoder.of(EnrichedBatch.EnrichedBatchCoder.INSTANCE));

  private final long spanMillis;
  private final long latenessMillis;

  private OrderReadings(long spanMillis, long latenessMillis) {
    this.spanMillis = spanMillis;
    this.latenessMillis = latenessMillis;
  }

  /**
   * Orders readings. A stream waits for the end of each span of event time.
   *
   * @param span how long readings of a stream are gathered
   * @param allowedLateness for how long late readings are taken
   */
  public static OrderReadings of(Duration span, Duration allowedLateness) {
    return new OrderReadings(span.toMillis(), allowedLateness.toMillis());
  }

  @Override
  public PCollection<KV<Integer, List<OrderedReadings>>> expand(PCollection<EnrichedBatch> input) {
    boolean bounded = input.isBounded() == IsBounded.BOUNDED;
    return input
        .apply("SpansOfBundle", ParDo.of(new SpansOfBundle(bounded ? HOUR : spanMillis, bounded)))
        .setCoder(SPANS_CODER)
        .apply("IntoSpans", bounded ? atEarliestReading() : intoWindows())
        .apply("GroupSpan", GroupByKey.create())
        .apply("SortSpan", ParDo.of(new SortSpan(bounded)))
        .setCoder(ORDERED_CODER);
  }

  /** A group holds the watermark at its earliest reading; else its readings would be late. */
  private static Window<KV<KV<Integer, Long>, List<EnrichedBatch>>> atEarliestReading() {
    return Window.<KV<KV<Integer, Long>, List<EnrichedBatch>>>configure()
        .withTimestampCombiner(TimestampCombiner.EARLIEST);
  }

  private Window<KV<KV<Integer, Long>, List<EnrichedBatch>>> intoWindows() {
    return EventTimeWindows.<KV<KV<Integer, Long>, List<EnrichedBatch>>>into(
            FixedWindows.of(org.joda.time.Duration.millis(spanMillis)), latenessMillis)
        .discardingFiredPanes();
  }
}

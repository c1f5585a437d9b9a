package io.plantbeam.deduplicate;

import io.plantbeam.model.Contribution;
import io.plantbeam.model.Counters;
import io.plantbeam.model.ReadingBatch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.transforms.windowing.TimestampCombiner;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Batches of the global window, those of a {@linkplain io.plantbeam.model.SeriesKey#streamShard
 * shard} together, to the same without readings whose series, event time and value another reading
 * had before them; these are counted as {@link Counters#DUPLICATES}. The facility of a series is
 * here that of the messages. Readings of one series and event time with different values are kept,
 * and all but the first counted as {@link Counters#SAME_TIME}.
 *
 * <p>Bounded input: every duplicate is dropped. Among readings of one identity the one from the
 * least topic or file, partition and offset remains, whatever the order of arrival. Batches are
 * regrouped by hour, sorted by event time, and output at their first event time.
 *
 * <p>Unbounded input: readings are judged in order of arrival. A reading is remembered as long as
 * its event time is no further than the given span behind the greatest one of its series. Times
 * further away than the span (a wrong clock, the time before a silence, old data) are kept apart,
 * so that they do not make the others forgotten. Values are remembered for the latest readings, and
 * for event times that had several ({@link SeenValues}); at any other time, a second reading is a
 * duplicate whatever its value. Timestamps stay as they are.
 */
public final class Deduplicate
    extends PTransform<
        PCollection<KV<Integer, List<ReadingBatch>>>, PCollection<List<ReadingBatch>>> {
  /** What the steps count. */
  public static final List<Contribution> CONTRIBUTIONS =
      List.of(
          Contribution.aside(Counters.DUPLICATES, "duplicates"),
          Contribution.doubted(
              Counters.SAME_TIME,
              "readings have the series and event time of others, and other values: a wrong clock or"
                  + " id, or a device that measures faster than its times tell"));

  private final long withinMicros;

  private Deduplicate(long withinMicros) {
    this.withinMicros = withinMicros;
  }

  /**
   * Deduplication that in a stream looks back a given span.
   *
   * @param within how far the event time of a series may move on before a stream forgets a reading;
   *     zero turns deduplication off, for bounded input as well
   * @throws IllegalArgumentException if negative
   */
  public static Deduplicate within(Duration within) {
    if (within.isNegative()) {
      throw new IllegalArgumentException("The span must not be negative, but is " + within);
    }
    return new Deduplicate(TimeUnit.MICROSECONDS.convert(within));
  }

  @Override
  public PCollection<List<ReadingBatch>> expand(
      PCollection<KV<Integer, List<ReadingBatch>>> batches) {
    if (withinMicros == 0) {
      return batches.apply("Shards", Values.create());
    }
    if (batches.isBounded() == PCollection.IsBounded.UNBOUNDED) {
      return batches
          .apply("DropDuplicatesOfStream", ParDo.of(new DropDuplicatesOfStream(withinMicros)))
          .setCoder(ReadingBatch.BatchCoder.LIST);
    }
    return batches
        .apply("ShardByHour", ParDo.of(new ShardByHour()))
        .setCoder(
            KvCoder.of(
                KvCoder.of(VarIntCoder.of(), VarLongCoder.of()), ReadingBatch.BatchCoder.INSTANCE))
        // A group holds the watermark at its earliest reading; else its readings would be late.
        .apply(
            "AtEarliestReading",
            Window.<KV<KV<Integer, Long>, ReadingBatch>>configure()
                .withTimestampCombiner(TimestampCombiner.EARLIEST))
        .apply("GroupByHour", GroupByKey.create())
        .apply("DropDuplicatesOfHour", ParDo.of(new DropDuplicatesOfHour()))
        .setCoder(ReadingBatch.BatchCoder.LIST);
  }
}

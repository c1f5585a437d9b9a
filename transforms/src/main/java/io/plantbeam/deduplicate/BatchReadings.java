package io.plantbeam.deduplicate;

import io.plantbeam.model.Reading;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.SeriesKey;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Instant;

/**
 * Readings of the global window to batches of readings that share a series, what messages say of
 * it, and an origin, keyed by series. Readings are batched within a bundle, in order of arrival;
 * each batch is output at the least timestamp of its readings.
 */
public final class BatchReadings
    extends PTransform<PCollection<Reading>, PCollection<KV<SeriesKey, ReadingBatch>>> {
  static final KvCoder<SeriesKey, ReadingBatch> BATCH_CODER =
      KvCoder.of(SeriesKey.KeyCoder.INSTANCE, ReadingBatch.BatchCoder.INSTANCE);

  private BatchReadings() {}

  public static BatchReadings ofBundle() {
    return new BatchReadings();
  }

  @Override
  public PCollection<KV<SeriesKey, ReadingBatch>> expand(PCollection<Reading> readings) {
    return readings.apply("BatchOfBundle", ParDo.of(new BatchOfBundle())).setCoder(BATCH_CODER);
  }

  private static final class BatchOfBundle extends DoFn<Reading, KV<SeriesKey, ReadingBatch>> {
    /** Bounds the memory of a bundle to about ten megabytes. */
    private static final int MOST_READINGS = 200_000;

    private transient OpenBatches open;

    @StartBundle
    public void startBundle() {
      open = new OpenBatches();
    }

    @ProcessElement
    public void processElement(
        @Element Reading reading,
        @Timestamp Instant timestamp,
        OutputReceiver<KV<SeriesKey, ReadingBatch>> output) {
      open.add(reading, timestamp);
      if (open.readings() >= MOST_READINGS) {
        // An earlier reading's timestamp may lie behind that of this one.
        open.drain((batch, earliest) -> output.outputWithTimestamp(keyed(batch), earliest));
      }
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext output) {
      open.drain((batch, earliest) -> output.output(keyed(batch), earliest, GlobalWindow.INSTANCE));
      open = null;
    }

    private static KV<SeriesKey, ReadingBatch> keyed(ReadingBatch batch) {
      return KV.of(batch.series().key(), batch);
    }

    /** Any: the bundle's earlier elements, whose timestamps these are, hold the watermark. */
    @Override
    @SuppressWarnings("deprecation")
    public org.joda.time.Duration getAllowedTimestampSkew() {
      return org.joda.time.Duration.millis(Long.MAX_VALUE);
    }
  }
}

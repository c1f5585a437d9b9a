package io.plantbeam.deduplicate;

import io.plantbeam.model.Counters;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.SeriesKey;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Drops the readings whose series and event time were seen, judging in order of arrival. The state
 * of a series is bounded by what fits into the given span of its event time; as nothing runs on a
 * timer, the last of it stays when a sensor falls silent.
 */
final class DropDuplicatesOfStream
    extends DoFn<KV<SeriesKey, ReadingBatch>, KV<SeriesKey, ReadingBatch>> {
  private final Counter duplicates = Counters.counter(Counters.DUPLICATES);
  private final long withinMillis;

  @StateId("seenTimes")
  private final StateSpec<ValueState<SeenTimes>> seenTimesSpec =
      StateSpecs.value(SeenTimes.SeenTimesCoder.INSTANCE);

  DropDuplicatesOfStream(long withinMillis) {
    this.withinMillis = withinMillis;
  }

  @ProcessElement
  public void processElement(
      @Element KV<SeriesKey, ReadingBatch> element,
      @StateId("seenTimes") ValueState<SeenTimes> seenTimes,
      OutputReceiver<KV<SeriesKey, ReadingBatch>> output) {
    SeenTimes stored = seenTimes.read();
    // An engine may be writing what it handed out into a snapshot.
    SeenTimes seen = stored == null ? new SeenTimes() : stored.copy();
    ReadingBatch batch = element.getValue();
    ReadingBatch.Builder kept = null;
    for (int i = 0; i < batch.size(); i++) {
      boolean isNew = seen.add(batch.eventTimeMillis(i), withinMillis);
      if (!isNew && kept == null) {
        kept = firstOf(batch, i);
      } else if (isNew && kept != null) {
        kept.add(batch, i);
      }
    }
    seenTimes.write(seen);
    if (kept == null) {
      output.output(element);
      return;
    }
    duplicates.inc(batch.size() - kept.size());
    if (kept.size() > 0) {
      output.output(KV.of(element.getKey(), kept.build()));
    }
  }

  private static ReadingBatch.Builder firstOf(ReadingBatch batch, int count) {
    ReadingBatch.Builder kept =
        new ReadingBatch.Builder(batch.series(), batch.origin(), batch.size());
    for (int i = 0; i < count; i++) {
      kept.add(batch, i);
    }
    return kept;
  }
}

package io.plantbeam.deduplicate;

import io.plantbeam.deduplicate.SeenTimes.Sight;
import io.plantbeam.model.Counters;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.SeriesKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Drops the readings whose series, event time and, where it is remembered, value were seen, judging
 * in order of arrival. What was seen is kept by shard, because the engine's work for a key would
 * cost more than the judging. Of a series it is bounded by what fits into twice the given span of
 * its event time; as nothing runs on a timer, the last of it stays when a sensor falls silent.
 */
final class DropDuplicatesOfStream
    extends DoFn<KV<Integer, List<ReadingBatch>>, List<ReadingBatch>> {
  private final Counter duplicates = Counters.counter(Counters.DUPLICATES);
  private final OtherValues sameTime = new OtherValues();
  private final long withinMicros;

  @StateId("seenTimes")
  private final StateSpec<ValueState<SeenTimesOfShard>> spec =
      StateSpecs.value(SeenTimesOfShardCoder.INSTANCE);

  DropDuplicatesOfStream(long withinMicros) {
    this.withinMicros = withinMicros;
  }

  @ProcessElement
  public void processElement(
      @Element KV<Integer, List<ReadingBatch>> shard,
      @StateId("seenTimes") ValueState<SeenTimesOfShard> state,
      OutputReceiver<List<ReadingBatch>> output) {
    SeenTimesOfShard before = state.read();
    SeenTimesOfShard.Builder after = (before == null ? SeenTimesOfShard.EMPTY : before).change();
    List<ReadingBatch> kept = new ArrayList<>(shard.getValue().size());
    for (ReadingBatch batch : shard.getValue()) {
      SeriesKey series = batch.series().key();
      SeenTimes stored = after.get(series);
      SeenTimes seen = stored == null ? new SeenTimes() : stored.copy();
      keep(batch, seen, kept);
      after.put(series, seen);
    }
    state.write(after.build());
    if (!kept.isEmpty()) {
      output.output(kept);
    }
  }

  private void keep(ReadingBatch batch, SeenTimes seen, List<ReadingBatch> all) {
    ReadingBatch.Builder kept = null;
    int otherValues = 0;
    long timeOfOther = 0;
    for (int i = 0; i < batch.size(); i++) {
      Sight sight = seen.add(batch.eventTimeMicros(i), batch.value(i), withinMicros);
      if (sight == Sight.OTHER_VALUE) {
        otherValues++;
        timeOfOther = batch.eventTimeMicros(i);
      }
      if (sight == Sight.REPEATED && kept == null) {
        kept = firstOf(batch, i);
      } else if (sight != Sight.REPEATED && kept != null) {
        kept.add(batch, i);
      }
    }
    sameTime.add(otherValues, batch.series().key(), timeOfOther);
    if (kept == null) {
      all.add(batch);
      return;
    }
    duplicates.inc(batch.size() - kept.size());
    if (kept.size() > 0) {
      all.add(kept.build());
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

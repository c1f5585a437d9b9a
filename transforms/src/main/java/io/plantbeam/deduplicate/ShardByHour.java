package io.plantbeam.deduplicate;

import io.plantbeam.model.ReadingBatch;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Splits batches at the hours of event time and keys them by a shard of the series and the hour, so
 * that a group fits into memory and yet holds enough for its cost to be shared.
 */
final class ShardByHour
    extends DoFn<KV<Integer, List<ReadingBatch>>, KV<KV<Integer, Long>, ReadingBatch>> {
  private static final long HOUR_MILLIS = 3_600_000;

  @ProcessElement
  public void processElement(
      @Element KV<Integer, List<ReadingBatch>> element,
      OutputReceiver<KV<KV<Integer, Long>, ReadingBatch>> output) {
    for (ReadingBatch batch : element.getValue()) {
      if (batch.size() > 0) {
        output(batch, output);
      }
    }
  }

  private static void output(
      ReadingBatch batch, OutputReceiver<KV<KV<Integer, Long>, ReadingBatch>> output) {
    int shard = batch.series().key().batchShard();
    long first = hour(batch, 0);
    if (isOfHour(batch, first)) {
      output.output(KV.of(KV.of(shard, first), batch));
      return;
    }
    split(batch).forEach((hour, part) -> output.output(KV.of(KV.of(shard, hour), part.build())));
  }

  private static boolean isOfHour(ReadingBatch batch, long hour) {
    for (int i = 1; i < batch.size(); i++) {
      if (hour(batch, i) != hour) {
        return false;
      }
    }
    return true;
  }

  private static Map<Long, ReadingBatch.Builder> split(ReadingBatch batch) {
    Map<Long, ReadingBatch.Builder> parts = new TreeMap<>();
    for (int i = 0; i < batch.size(); i++) {
      parts
          .computeIfAbsent(
              hour(batch, i), h -> new ReadingBatch.Builder(batch.series(), batch.origin()))
          .add(batch, i);
    }
    return parts;
  }

  private static long hour(ReadingBatch batch, int index) {
    return Math.floorDiv(batch.eventTimeMillis(index), HOUR_MILLIS);
  }
}

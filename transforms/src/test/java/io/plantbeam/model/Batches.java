package io.plantbeam.model;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.values.KV;

/** The shard of one reading, and the readings of batches. */
public final class Batches {
  private Batches() {}

  /** A batch of its own for a reading, keyed by its shard. */
  public static KV<Integer, List<ReadingBatch>> shardOf(Reading reading) {
    return KV.of(
        reading.series().key().streamShard(),
        List.of(
            new ReadingBatch.Builder(reading.series(), reading.position().origin())
                .add(reading)
                .build()));
  }

  /** The readings of shards, in their order. */
  public static List<Reading> readings(Iterable<KV<Integer, List<ReadingBatch>>> shards) {
    List<Reading> readings = new ArrayList<>();
    for (KV<Integer, List<ReadingBatch>> shard : shards) {
      shard.getValue().forEach(batch -> readings.addAll(readings(batch)));
    }
    return readings;
  }

  /** The readings of a batch, in their order. */
  public static List<Reading> readings(ReadingBatch batch) {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      readings.add(
          new Reading(
              batch.series(),
              batch.eventTimeMicros(i),
              batch.value(i),
              batch.quality(i),
              batch.rangeCheck(i),
              new MessagePosition(batch.origin(), batch.offset(i))));
    }
    return readings;
  }
}

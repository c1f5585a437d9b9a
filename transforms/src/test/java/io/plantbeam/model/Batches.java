package io.plantbeam.model;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.values.KV;

/** Batches of one reading, and the readings of batches. */
public final class Batches {
  private Batches() {}

  /** A batch of its own for a reading. */
  public static KV<SeriesKey, ReadingBatch> of(Reading reading) {
    return KV.of(
        reading.series().key(),
        new ReadingBatch.Builder(reading.series(), reading.position().origin())
            .add(reading)
            .build());
  }

  /** The readings of batches, in their order. */
  public static List<Reading> readings(Iterable<KV<SeriesKey, ReadingBatch>> batches) {
    List<Reading> readings = new ArrayList<>();
    for (KV<SeriesKey, ReadingBatch> element : batches) {
      ReadingBatch batch = element.getValue();
      for (int i = 0; i < batch.size(); i++) {
        readings.add(
            new Reading(
                batch.series(),
                batch.eventTimeMillis(i),
                batch.value(i),
                batch.quality(i),
                batch.rangeCheck(i),
                new Position(batch.origin(), batch.offset(i))));
      }
    }
    return readings;
  }
}

package io.plantbeam.parse;

import io.plantbeam.model.Origin;
import io.plantbeam.model.Reading;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.SeriesInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjLongConsumer;

/**
 * Sorts readings into batches by series and origin: a hash table that, unlike one of the library,
 * needs no key object per reading, and that compares instances, which repeat, before contents.
 */
final class OpenBatches {
  private static final int INITIAL_SLOTS = 256;

  private final List<OpenBatch> inOrder = new ArrayList<>();
  private OpenBatch[] slots = new OpenBatch[INITIAL_SLOTS];
  private int readings;

  private static final class OpenBatch {
    final SeriesInfo series;
    final Origin origin;
    final int hash;
    final ReadingBatch.Builder builder;
    long earliest;
    OpenBatch nextInSlot;

    OpenBatch(SeriesInfo series, Origin origin, int hash, long earliest) {
      this.series = series;
      this.origin = origin;
      this.hash = hash;
      this.earliest = earliest;
      builder = new ReadingBatch.Builder(series, origin);
    }

    @SuppressWarnings("ReferenceEquality")
    boolean holds(SeriesInfo itsSeries, Origin itsOrigin) {
      return (series == itsSeries || series.equals(itsSeries))
          && (origin == itsOrigin || origin.equals(itsOrigin));
    }
  }

  /** The readings held. */
  int readings() {
    return readings;
  }

  /**
   * Adds a reading.
   *
   * @param timestamp its element timestamp
   */
  void add(Reading reading, long timestamp) {
    OpenBatch batch = batchOf(reading.series(), reading.position().origin(), timestamp);
    batch.earliest = Math.min(batch.earliest, timestamp);
    batch.builder.add(reading);
    readings++;
  }

  /**
   * Hands on every batch with the least timestamp of its readings, in the order of their first
   * readings, and is empty then.
   */
  void drain(ObjLongConsumer<ReadingBatch> batchAndEarliest) {
    for (OpenBatch batch : inOrder) {
      batchAndEarliest.accept(batch.builder.build(), batch.earliest);
    }
    inOrder.clear();
    slots = new OpenBatch[INITIAL_SLOTS];
    readings = 0;
  }

  private OpenBatch batchOf(SeriesInfo series, Origin origin, long timestamp) {
    int hash = hash(series, origin);
    for (OpenBatch batch = slots[hash & (slots.length - 1)];
        batch != null;
        batch = batch.nextInSlot) {
      if (batch.hash == hash && batch.holds(series, origin)) {
        return batch;
      }
    }
    OpenBatch batch = new OpenBatch(series, origin, hash, timestamp);
    inOrder.add(batch);
    if (inOrder.size() > slots.length) {
      grow();
    } else {
      link(batch);
    }
    return batch;
  }

  private void grow() {
    slots = new OpenBatch[slots.length * 4];
    inOrder.forEach(this::link);
  }

  private void link(OpenBatch batch) {
    int slot = batch.hash & (slots.length - 1);
    batch.nextInSlot = slots[slot];
    slots[slot] = batch;
  }

  /** Of what differs most; strings keep their hash codes. */
  private static int hash(SeriesInfo series, Origin origin) {
    int hash = series.sensorId().hashCode() * 31 + series.metric().hashCode();
    hash = hash * 31 + origin.partition() + origin.name().hashCode();
    return hash ^ (hash >>> 16);
  }
}

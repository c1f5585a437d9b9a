package io.plantbeam.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.beam.runners.spark.util.GlobalWatermarkHolder.SparkWatermarks;
import org.apache.beam.sdk.util.SerializableUtils;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

/** What a driver finds of the one before. */
class SparkWatermarkHistoryTest {
  private static final int SOURCE = 1;

  @Test
  void firstDriverFindsNothing() {
    assertEquals(Map.of(), new SparkWatermarkHistory().before(Long.MAX_VALUE));
    assertEquals(
        OptionalLong.empty(),
        SparkWatermarkJournal.lastCheckpoint(Stream.of("receivedBlockMetadata", "temp")));
  }

  @Test
  void nextDriverFindsTheWatermarksAtWhichABatchRan() {
    SparkWatermarkHistory history = historyOfBatches(10, 20, 30);
    assertEquals(10, watermarkBefore(20, history));
    assertEquals(20, watermarkBefore(30, history));
    assertEquals(30, watermarkBefore(31, history));
    assertEquals(Map.of(), history.before(10));
  }

  @Test
  void onlyTheLatestAreKept() {
    SparkWatermarkHistory history = new SparkWatermarkHistory();
    for (long batch = 1; batch <= 1000; batch++) {
      history.put(batch, watermarks(batch));
    }
    assertEquals(999, watermarkBefore(1000, history));
    assertEquals(Map.of(), history.before(900));
  }

  @Test
  void lastCheckpointIsThatOfTheLatestBatch() {
    assertEquals(
        OptionalLong.of(10_000),
        SparkWatermarkJournal.lastCheckpoint(
            Stream.of(
                "checkpoint-9000",
                "checkpoint-10000.bk",
                "checkpoint-10000",
                "7b0b9e52-checkpoint-99999",
                "rdd-7")));
  }

  private static long watermarkBefore(long batch, SparkWatermarkHistory history) {
    return SerializableUtils.clone(history)
        .before(batch)
        .get(SOURCE)
        .getHighWatermark()
        .getMillis();
  }

  private static SparkWatermarkHistory historyOfBatches(long... batches) {
    SparkWatermarkHistory history = new SparkWatermarkHistory();
    for (long batch : batches) {
      history.put(batch, watermarks(batch));
    }
    return history;
  }

  private static Map<Integer, SparkWatermarks> watermarks(long batch) {
    return Map.of(
        SOURCE,
        new SparkWatermarks(
            Instant.ofEpochMilli(batch - 1),
            Instant.ofEpochMilli(batch),
            Instant.ofEpochMilli(batch)));
  }
}

package io.plantbeam.deduplicate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.plantbeam.model.SeriesKey;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class SeenTimesOfShardTest {
  private static final long TEN_MINUTES = 600_000_000;
  private static final long NOON = 1_767_268_800_000_000L;

  private static SeenTimes at(long... times) {
    SeenTimes seen = new SeenTimes();
    for (long time : times) {
      seen.add(time, 1.5, TEN_MINUTES);
    }
    return seen;
  }

  @Test
  void aMetricAndAFacilityAreWrittenOnceForAllSeriesOfAShard() throws CoderException {
    SeenTimesOfShard.Builder series = SeenTimesOfShard.EMPTY.change();
    series.put(new SeriesKey("f", "a", "m"), at(NOON));
    series.put(new SeriesKey("f", "b", "m"), at(NOON, NOON + 156));
    series.put(new SeriesKey(null, "b", "m"), at());
    SeenTimesOfShard shard = series.build();
    byte[] bytes = CoderUtils.encodeToByteArray(SeenTimesOfShardCoder.INSTANCE, shard);
    assertEquals(
        "013e03"
            + "0261"
            + "00026d"
            + "000266"
            + "0262"
            + "01"
            + "02"
            + "0262"
            + "01"
            + "000001"
            + "03"
            + "0180d8ee96ef660100"
            + "0100f86eff74"
            + "018180bfa195a9c70c029c0100"
            + "0200f86eff74b802f86eff74"
            + "0000",
        HexFormat.of().formatHex(bytes));
    assertEquals(shard, CoderUtils.decodeFromByteArray(SeenTimesOfShardCoder.INSTANCE, bytes));
  }

  @Test
  void aSeriesOfWholeMillisecondsTakesNoMoreThanAKeyAndItsTimes() throws CoderException {
    SeenTimesOfShard.Builder series = SeenTimesOfShard.EMPTY.change();
    for (int sensor = 0; sensor < 500; sensor++) {
      SeenTimes seen = new SeenTimes();
      for (int second = 0; second < 1_000; second++) {
        seen.add(NOON + second * 1_000_000L, second * 0.25, TEN_MINUTES);
      }
      series.put(new SeriesKey(null, "sensor-%04d".formatted(sensor), "temperature"), seen);
    }
    SeenTimesOfShard shard = series.build();
    int size = CoderUtils.encodeToByteArray(SeenTimesOfShardCoder.INSTANCE, shard).length;
    // A key alone would take 26 bytes, and its times 14.
    assertEquals(38, size / shard.size());
  }

  @Test
  void aChangeLeavesTheOneBeforeAsItWas() {
    SeenTimesOfShard before = SeenTimesOfShard.EMPTY;
    Map<SeriesKey, SeenTimes> expected = new HashMap<>();
    for (int round = 0; round < 50; round++) {
      SeenTimesOfShard.Builder change = before.change();
      Map<SeriesKey, SeenTimes> unchanged = new HashMap<>(expected);
      for (int i = 0; i < 20; i++) {
        SeriesKey series = new SeriesKey(i % 3 == 0 ? null : "f", "s-" + (i * round) % 311, "m");
        SeenTimes times = at(NOON + round * 1000L + i);
        change.put(series, times);
        expected.put(series, times);
        assertSame(times, change.get(series));
      }
      SeenTimesOfShard after = change.build();
      assertHolds(unchanged, before);
      assertHolds(expected, after);
      before = after;
    }
  }

  private static void assertHolds(Map<SeriesKey, SeenTimes> expected, SeenTimesOfShard shard) {
    Map<SeriesKey, SeenTimes> held = new HashMap<>();
    shard.forEach(held::put);
    assertEquals(expected, held);
    assertEquals(expected.size(), shard.size());
    expected.forEach((series, times) -> assertSame(times, shard.get(series)));
  }

  @Test
  void shardsAreEqualWhereTheirSeriesAre() {
    SeriesKey one = new SeriesKey("f", "a", "m");
    SeriesKey other = new SeriesKey("f", "b", "m");
    assertEquals(shard(one, at(NOON), other, at()), shard(other, at(), one, at(NOON)));
    assertNotEquals(shard(one, at(NOON), other, at()), shard(one, at(), other, at(NOON)));
    assertNotEquals(shard(one, at(NOON), one, at(NOON)), shard(other, at(NOON), other, at(NOON)));
  }

  private static SeenTimesOfShard shard(
      SeriesKey one, SeenTimes its, SeriesKey other, SeenTimes others) {
    SeenTimesOfShard.Builder shard = SeenTimesOfShard.EMPTY.change();
    shard.put(one, its);
    shard.put(other, others);
    return shard.build();
  }
}

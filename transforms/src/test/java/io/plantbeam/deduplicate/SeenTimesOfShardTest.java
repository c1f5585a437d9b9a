package io.plantbeam.deduplicate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.model.SeriesKey;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
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
    Map<SeriesKey, SeenTimes> shard = new LinkedHashMap<>();
    shard.put(new SeriesKey("f", "a", "m"), at(NOON));
    shard.put(new SeriesKey("f", "b", "m"), at(NOON, NOON + 156));
    shard.put(new SeriesKey(null, "b", "m"), at());
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
    Map<SeriesKey, SeenTimes> shard = new HashMap<>();
    for (int sensor = 0; sensor < 500; sensor++) {
      SeenTimes seen = new SeenTimes();
      for (int second = 0; second < 1_000; second++) {
        seen.add(NOON + second * 1_000_000L, second * 0.25, TEN_MINUTES);
      }
      shard.put(new SeriesKey(null, "sensor-%04d".formatted(sensor), "temperature"), seen);
    }
    int size = CoderUtils.encodeToByteArray(SeenTimesOfShardCoder.INSTANCE, shard).length;
    // A key alone would take 26 bytes, and its times 14.
    assertEquals(38, size / shard.size());
  }
}

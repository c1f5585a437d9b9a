package io.plantbeam.detect;

import io.plantbeam.model.AlarmLimits;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.NearbyWork;
import io.plantbeam.model.Origin;
import io.plantbeam.model.PlannedWork;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.Reading;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.SeriesInfo;
import java.util.List;

/** Batches of readings of sensors, which all measure temperature. */
public final class TestBatches {
  public static final AssetContext UNMATCHED = AssetContext.unmatched("f-1");

  private TestBatches() {}

  public static SeriesInfo series(String sensor) {
    return new SeriesInfo(sensor, "temperature", "temperature", "f-1", "celsius");
  }

  public static AssetContext asset(String equipment) {
    return new AssetContext(
        true, "f-1", null, null, null, null, equipment, null, null, Double.NaN, Double.NaN, 0, 0);
  }

  /** The same asset at a time around which work is planned; from and to are in seconds. */
  public static AssetContext withWork(AssetContext asset, double second, double from, double to) {
    PlannedWork work =
        new PlannedWork(Math.round(from * 1_000_000), Math.round(to * 1_000_000), "cleaning");
    return asset.with(
        second < to
            ? new NearbyWork(null, second >= from, List.of(work))
            : new NearbyWork(work, false, List.of()));
  }

  /** An asset whose series have alarm limits. */
  public static AssetContext limited(AlarmLimits alarms) {
    return asset("pump").with(alarms);
  }

  public static EnrichedBatch batch(String sensor, double... secondsAndValues) {
    return batch(sensor, UNMATCHED, secondsAndValues);
  }

  /** Readings at the given seconds and values, in turns. */
  public static EnrichedBatch batch(String sensor, AssetContext asset, double... secondsAndValues) {
    SeriesInfo series = series(sensor);
    Origin origin = Origin.ofPartition("t", 0);
    ReadingBatch.Builder batch = new ReadingBatch.Builder(series, origin);
    for (int i = 0; i < secondsAndValues.length; i += 2) {
      long time = Math.round(secondsAndValues[i] * 1_000_000);
      batch.add(
          new Reading(
              series,
              time,
              secondsAndValues[i + 1],
              1,
              RangeCheck.OK,
              new MessagePosition(origin, i)));
    }
    return new EnrichedBatch(batch.build(), asset);
  }
}

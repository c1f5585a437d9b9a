package io.plantbeam.windows;

import io.plantbeam.model.AssetContext;
import io.plantbeam.model.PlantbeamCoders;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.model.WindowStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class LastTimesTest {
  private static final long MINUTE = 60_000;
  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final Coder<WindowStats> CODER = WindowStats.StatsCoder.INSTANCE;

  /** The windows of five minutes, one every minute, that have this reading as their last. */
  private static List<TimestampedValue<WindowStats>> windows(String sensor, long lastMillis) {
    SeriesContext context =
        new SeriesContext(
            new SeriesInfo(sensor, "temperature", "temperature", "f-1", "celsius"),
            AssetContext.unmatched("f-1"));
    List<TimestampedValue<WindowStats>> windows = new ArrayList<>();
    long first = Math.floorDiv(lastMillis, MINUTE) * MINUTE + MINUTE;
    for (long end = first; end < first + 5 * MINUTE; end += MINUTE) {
      WindowStats window =
          new WindowStats(
              context,
              end - 5 * MINUTE,
              end,
              1,
              1,
              Double.NaN,
              1,
              1,
              1,
              lastMillis * 1000,
              Double.NaN,
              1,
              1,
              Double.NaN,
              0);
      windows.add(TimestampedValue.of(window, Instant.ofEpochMilli(end - 1)));
    }
    return windows;
  }

  private static TestPipeline pipeline() {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    PlantbeamCoders.register(pipeline.getCoderRegistry());
    return pipeline;
  }

  private static void assertTold(PCollection<WindowStats> windows) {
    PAssert.that(windows.apply(LastTimes.within(PERIOD, PERIOD)))
        .containsInAnyOrder(
            List.of(
                KV.of(11 * MINUTE, (10 * MINUTE + 7) * 1000),
                KV.of(12 * MINUTE, (11 * MINUTE) * 1000),
                KV.of(31 * MINUTE, (30 * MINUTE + 1) * 1000)));
    windows.getPipeline().run().waitUntilFinish();
  }

  private static List<TimestampedValue<WindowStats>> windowsOfSparseReadings() {
    List<TimestampedValue<WindowStats>> windows = new ArrayList<>();
    windows.addAll(windows("a", 10 * MINUTE + 5));
    windows.addAll(windows("b", 10 * MINUTE + 7));
    windows.addAll(windows("c", 11 * MINUTE));
    windows.addAll(windows("a", 30 * MINUTE + 1));
    return windows;
  }

  @Test
  void eachMinuteWithReadingsIsToldOnceInBatch() {
    assertTold(pipeline().apply(Create.timestamped(windowsOfSparseReadings()).withCoder(CODER)));
  }

  @Test
  void eachMinuteWithReadingsIsToldOnceInStream() {
    TestStream.Builder<WindowStats> stream = TestStream.create(CODER);
    for (TimestampedValue<WindowStats> window : windowsOfSparseReadings()) {
      stream = stream.addElements(window);
    }
    assertTold(pipeline().apply(stream.advanceWatermarkToInfinity()));
  }
}

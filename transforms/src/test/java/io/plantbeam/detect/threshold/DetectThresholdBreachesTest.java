package io.plantbeam.detect.threshold;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.detect.Detectors;
import io.plantbeam.detect.settings.DetectorCatalogue;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.Counters;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.Figures;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.PlantbeamCoders;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.Reading;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.model.Severity;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class DetectThresholdBreachesTest {
  private static final SeriesInfo SERIES =
      new SeriesInfo("s-1", "pressure", "pressure", "f-1", "hPa");
  private static final AssetContext BOUNDED =
      new AssetContext(true, "f-1", null, null, null, null, "pump", null, null, 900, 1100, 0, 0);

  /** Readings at the given second and value, in turns. */
  private static EnrichedBatch batch(AssetContext asset, double... timesAndValues) {
    Origin origin = Origin.ofPartition("t", 0);
    ReadingBatch.Builder batch = new ReadingBatch.Builder(SERIES, origin);
    for (int i = 0; i < timesAndValues.length; i += 2) {
      long time = Math.round(timesAndValues[i] * 1_000_000);
      batch.add(
          new Reading(
              SERIES,
              time,
              timesAndValues[i + 1],
              1,
              RangeCheck.OK,
              new MessagePosition(origin, i)));
    }
    return new EnrichedBatch(batch.build(), asset);
  }

  private static Anomaly anomaly(long minute, int count, double value, AssetContext asset) {
    return new Anomaly(
        "threshold",
        new SeriesContext(SERIES, asset),
        Severity.HIGH,
        Double.NaN,
        (minute + 1) * 60_000_000,
        minute * 60_000_000,
        (minute + 1) * 60_000_000,
        value,
        asset.low(),
        asset.high(),
        count
            + " readings within a minute are out of bounds, and the last of them is "
            + Figures.format(value)
            + " hPa; expected was 900 to 1100 hPa.");
  }

  private static TestPipeline pipeline() {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    PlantbeamCoders.register(pipeline.getCoderRegistry());
    return pipeline;
  }

  private static DetectThresholdBreaches detect(Duration lateness) {
    return DetectThresholdBreaches.of(DetectorCatalogue.defaultsOf(Detectors.ALL), lateness);
  }

  @Test
  void moreThanFiveReadingsOutsideInOneMinuteAreAnAnomaly() {
    TestPipeline pipeline = pipeline();
    List<EnrichedBatch> input =
        List.of(
            // Six in the first minute, over two batches; the greater of two at one time is last.
            batch(BOUNDED, 0, 1200, 10, 1200, 59.999, 800, 59.999, 1300, 30, 1000),
            batch(BOUNDED, 20, 899.9, 40, 1100.1, 45, 900, 46, 1100),
            // Five in the second, and ten that cross a border of minutes, five on each side.
            batch(BOUNDED, 60, 0, 61, 0, 62, 0, 63, 0, 64, 0, 65, 1000),
            batch(BOUNDED, -1, 0, -2, 0, -3, 0, -4, 0, -5, 0));
    var anomalies =
        pipeline
            .apply(Create.of(input).withCoder(EnrichedBatch.EnrichedBatchCoder.INSTANCE))
            .apply(detect(Duration.ZERO));
    PAssert.that(anomalies).containsInAnyOrder(anomaly(0, 6, 1300, BOUNDED));
    PipelineResult job = pipeline.run();
    job.waitUntilFinish();
    assertEquals(1, anomalies(job));
  }

  @Test
  void seriesWithoutThresholdsHasNone() {
    TestPipeline pipeline = pipeline();
    EnrichedBatch batch =
        batch(AssetContext.unmatched("f-1"), 0, 1, 1, 1, 2, 1, 3, 1, 4, 1, 5, 1, 6, 1);
    PAssert.that(
            pipeline
                .apply(Create.of(batch).withCoder(EnrichedBatch.EnrichedBatchCoder.INSTANCE))
                .apply(detect(Duration.ZERO)))
        .empty();
    pipeline.run().waitUntilFinish();
  }

  @Test
  void lateReadingWithinAllowedLatenessCorrectsTheMinuteUnderTheSameIdentity() {
    TestPipeline pipeline = pipeline();
    TestStream<EnrichedBatch> stream =
        TestStream.create(EnrichedBatch.EnrichedBatchCoder.INSTANCE)
            .addElements(at(50, batch(BOUNDED, 0, 1, 1, 1, 2, 1, 3, 1, 4, 1, 5, 2)))
            .advanceWatermarkTo(second(60))
            // The batch is on time where it is archived; its reading is late for the minute.
            .addElements(at(60, batch(BOUNDED, 59, 3)))
            .advanceWatermarkTo(second(120))
            .addElements(at(120, batch(BOUNDED, 58, 4)))
            .advanceWatermarkToInfinity();
    var anomalies = pipeline.apply(stream).apply(detect(Duration.ofSeconds(30)));
    PAssert.that(anomalies)
        .satisfies(
            found -> {
              for (Anomaly anomaly : found) {
                assertEquals(anomaly(0, 0, 0, BOUNDED).identity(), anomaly.identity());
              }
              return null;
            });
    PAssert.that(anomalies)
        .containsInAnyOrder(anomaly(0, 6, 2, BOUNDED), anomaly(0, 7, 3, BOUNDED));
    PipelineResult job = pipeline.run();
    job.waitUntilFinish();
    assertEquals(1, anomalies(job));
  }

  private static Instant second(long second) {
    return Instant.ofEpochSecond(second);
  }

  private static TimestampedValue<EnrichedBatch> at(long second, EnrichedBatch batch) {
    return TimestampedValue.of(batch, second(second));
  }

  private static long anomalies(PipelineResult job) {
    MetricsFilter filter =
        MetricsFilter.builder()
            .addNameFilter(MetricNameFilter.named(Counters.NAMESPACE, Counters.ANOMALIES))
            .build();
    long total = 0;
    for (var counter : job.metrics().queryMetrics(filter).getCounters()) {
      total += counter.getCommitted();
    }
    return total;
  }
}

package io.plantbeam.detect.reading;

import static io.plantbeam.detect.TestBatches.asset;
import static io.plantbeam.detect.TestBatches.batch;
import static io.plantbeam.detect.TestBatches.withWork;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.detect.reading.ReadingDetector.Scope;
import io.plantbeam.detect.settings.DetectorCatalogue;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.Counters;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.EnrichedBatch.EnrichedBatchCoder;
import io.plantbeam.model.Figures;
import io.plantbeam.model.PlantbeamCoders;
import io.plantbeam.model.ReadingScore;
import io.plantbeam.model.RecentMeans;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.Severity;
import io.plantbeam.model.Symptom;
import io.plantbeam.order.OrderReadings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DetectReadingAnomaliesTest {
  private static final Duration SPAN = Duration.ofSeconds(10);
  private static final DetectorCatalogue JUMPS =
      JumpDetector.catalogue(JumpDetector.of(Scope.SERIES, 5));

  private TestPipeline pipeline;

  @BeforeEach
  void createPipeline() {
    pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    PlantbeamCoders.register(pipeline.getCoderRegistry());
  }

  private static PCollectionTuple detect(
      PCollection<EnrichedBatch> batches, DetectorCatalogue catalogue, Duration lateness) {
    return batches
        .apply("Order " + batches.getName(), OrderReadings.of(SPAN, lateness))
        .apply(
            "Detect " + batches.getName(), DetectReadingAnomalies.of(catalogue).withScores(true));
  }

  private PCollectionTuple ofBatch(DetectorCatalogue catalogue, List<EnrichedBatch> batches) {
    List<TimestampedValue<EnrichedBatch>> timestamped = new ArrayList<>();
    for (EnrichedBatch batch : batches) {
      timestamped.add(TimestampedValue.of(batch, earliest(batch)));
    }
    return detect(
        pipeline.apply(Create.timestamped(timestamped).withCoder(EnrichedBatchCoder.INSTANCE)),
        catalogue,
        Duration.ZERO);
  }

  private static Instant earliest(EnrichedBatch batch) {
    long earliest = Long.MAX_VALUE;
    for (int i = 0; i < batch.readings().size(); i++) {
      earliest = Math.min(earliest, batch.readings().eventTimeMillis(i));
    }
    return Instant.ofEpochMilli(earliest);
  }

  private static ReadingScore score(String sensor, double second, double raw, boolean alert) {
    return new ReadingScore(
        batch(sensor).key(), Math.round(second * 1_000_000), "jump", raw, alert ? raw : 0, alert);
  }

  @Test
  void alertsOnReadingsOfASeriesInEventTimeOrderWhateverTheOrderOfBatches() {
    PCollectionTuple judged =
        ofBatch(
            JUMPS,
            List.of(
                batch("a", 4000, 30, 3599, 20),
                batch("a", 10, 10, 0, 10, 3598, 10),
                batch("b", 20, 99)));
    PAssert.that(judged.get(DetectReadingAnomalies.ANOMALIES))
        .containsInAnyOrder(
            anomaly("jump", batch("a"), 3599, 20, 2 / 3.0, 5, 15)
                .withRecent(RecentMeans.NONE.with(0, 10).with(59, 15)),
            anomaly("jump", batch("a"), 4000, 30, 2 / 3.0, 15, 25)
                .withRecent(RecentMeans.NONE.with(0, 10).with(59, 15).with(66, 30)));
    PAssert.that(judged.get(DetectReadingAnomalies.SCORES))
        .containsInAnyOrder(
            score("a", 0, 0, false),
            score("a", 10, 0, false),
            score("a", 3598, 0, false),
            score("a", 3599, 2 / 3.0, true),
            score("a", 4000, 2 / 3.0, true),
            score("b", 20, 0, false));
    PipelineResult job = run();
    assertEquals(2, count(job, Counters.ANOMALIES));
    assertEquals(6, count(job, Counters.TO_SCORE));
    assertEquals(6, count(job, Counters.SCORED));
  }

  @Test
  void readingsInPlannedWorkAreNeitherJudgedNorLearnedFrom() {
    DetectorCatalogue both =
        JumpDetector.catalogue(JumpDetector.of(Scope.SERIES, 5), JumpDetector.of(Scope.ASSET, 5));
    AssetContext pump = asset("pump");
    PCollectionTuple judged =
        ofBatch(
            both,
            List.of(
                batch("a", withWork(pump, 1, 10, 20), 1, 10, 9, 10),
                batch("a", withWork(pump, 10, 10, 20), 10, 70, 19, 90),
                batch("a", withWork(pump, 20, 10, 20), 20, 40, 21, 41)));
    PAssert.that(judged.get(DetectReadingAnomalies.ANOMALIES)).empty();
    PAssert.that(judged.get(DetectReadingAnomalies.SCORES))
        .satisfies(
            scores -> {
              List<String> lines = new ArrayList<>();
              scores.forEach(
                  score -> lines.add(score.detector() + " " + score.eventTimeMicros() / 1_000_000));
              Collections.sort(lines);
              assertEquals(
                  List.of(
                      "asset-jump 1",
                      "asset-jump 20",
                      "asset-jump 21",
                      "asset-jump 9",
                      "jump 1",
                      "jump 20",
                      "jump 21",
                      "jump 9"),
                  lines);
              return null;
            });
    PipelineResult job = run();
    assertEquals(8, count(job, Counters.TO_SCORE));
    assertEquals(8, count(job, Counters.SCORED));
  }

  private static Anomaly anomaly(
      String detector,
      EnrichedBatch of,
      double second,
      double value,
      double score,
      double low,
      double high) {
    long time = Math.round(second * 1_000_000);
    return new Anomaly(
        detector,
        new SeriesContext(of.readings().series(), of.asset()),
        Severity.HIGH,
        score,
        time,
        time,
        time,
        value,
        low,
        high,
        "%s (value): %s at a reading of %s celsius; expected was %s to %s."
            .formatted(
                detector,
                Figures.format(value),
                Figures.format(value),
                Figures.format(low),
                Figures.format(high)),
        Symptom.of(detector, time).at(value));
  }

  /** Three sensors over five minutes, in batches of up to ten readings. */
  private static List<EnrichedBatch> walk(long seed) {
    Random random = new Random(seed);
    List<EnrichedBatch> batches = new ArrayList<>();
    for (String sensor : List.of("a", "b", "c")) {
      double second = 0;
      while (second < 300) {
        double[] readings = new double[2 * (1 + random.nextInt(10))];
        for (int i = 0; i < readings.length; i += 2) {
          second += 0.5 + random.nextInt(8);
          readings[i] = second;
          readings[i + 1] = random.nextInt(20);
        }
        batches.add(batch(sensor, readings));
      }
    }
    return batches;
  }

  @Test
  void streamWithReadingsInOrderHasTheScoresOfTheBatch() {
    List<EnrichedBatch> batches = walk(1);
    List<ReadingScore> expected = expectedScores(batches);
    PAssert.that(ofBatch(JUMPS, batches).get(DetectReadingAnomalies.SCORES))
        .containsInAnyOrder(expected);

    batches.sort((a, b) -> earliest(a).compareTo(earliest(b)));
    TestStream.Builder<EnrichedBatch> stream = TestStream.create(EnrichedBatchCoder.INSTANCE);
    for (EnrichedBatch batch : batches) {
      stream = stream.addElements(TimestampedValue.of(batch, earliest(batch)));
      stream = stream.advanceWatermarkTo(earliest(batch));
    }
    assertStreamHasScores(stream.advanceWatermarkToInfinity(), Duration.ZERO, expected);
  }

  @Test
  void streamThatIsOutOfOrderByLessThanTheWatermarkIsBehindHasThemToo() {
    List<EnrichedBatch> batches = walk(2);
    List<ReadingScore> expected = expectedScores(batches);
    Collections.shuffle(batches, new Random(3));
    TestStream.Builder<EnrichedBatch> stream = TestStream.create(EnrichedBatchCoder.INSTANCE);
    for (EnrichedBatch batch : batches) {
      stream = stream.addElements(TimestampedValue.of(batch, Instant.EPOCH));
    }
    // All spans become due at once.
    assertStreamHasScores(stream.advanceWatermarkToInfinity(), Duration.ZERO, expected);
  }

  private void assertStreamHasScores(
      TestStream<EnrichedBatch> stream, Duration lateness, List<ReadingScore> expected) {
    PAssert.that(
            detect(pipeline.apply("Stream", stream), JUMPS, lateness)
                .get(DetectReadingAnomalies.SCORES))
        .containsInAnyOrder(expected);
    run();
  }

  /** By the detector alone, over the readings of each sensor, sorted. */
  private static List<ReadingScore> expectedScores(List<EnrichedBatch> batches) {
    List<ReadingScore> scores = new ArrayList<>();
    for (String sensor : List.of("a", "b", "c")) {
      java.util.TreeMap<Long, Double> values = new java.util.TreeMap<>();
      for (EnrichedBatch batch : batches) {
        for (int i = 0; i < batch.readings().size(); i++) {
          if (batch.readings().series().sensorId().equals(sensor)) {
            values.put(batch.readings().eventTimeMillis(i), batch.readings().value(i));
          }
        }
      }
      Double previous = null;
      for (var value : values.entrySet()) {
        double jump = previous == null ? 0 : Math.abs(value.getValue() - previous);
        scores.add(score(sensor, value.getKey() / 1000.0, jump / (jump + 5), jump > 5));
        previous = value.getValue();
      }
    }
    return scores;
  }

  @Test
  void readingThatIsLateIsNotJudgedAndCounted() {
    TestStream<EnrichedBatch> stream =
        TestStream.create(EnrichedBatchCoder.INSTANCE)
            .addElements(at(9, batch("a", 1, 10, 9, 10)))
            .advanceWatermarkTo(Instant.ofEpochSecond(10))
            // Too late for its span: dropped where spans are grouped.
            .addElements(at(10, batch("a", 5, 99, 12, 10)))
            .advanceWatermarkTo(Instant.ofEpochSecond(20))
            .addElements(at(20, batch("a", 22, 10)))
            .advanceWatermarkToInfinity();
    PAssert.that(
            detect(pipeline.apply(stream), JUMPS, Duration.ZERO).get(DetectReadingAnomalies.SCORES))
        .containsInAnyOrder(
            score("a", 1, 0, false),
            score("a", 9, 0, false),
            score("a", 12, 0, false),
            score("a", 22, 0, false));
    PipelineResult job = run();
    assertEquals(4, count(job, Counters.TO_SCORE));
    assertEquals(4, count(job, Counters.SCORED));
  }

  @Test
  void readingWithinTheAllowedLatenessIsJudgedIfItIsTheLatestOfItsSeries() {
    TestStream<EnrichedBatch> stream =
        TestStream.create(EnrichedBatchCoder.INSTANCE)
            .addElements(at(9, batch("a", 1, 10, 7, 10)))
            .advanceWatermarkTo(Instant.ofEpochSecond(10))
            .addElements(at(10, batch("a", 6, 99, 7, 99, 8, 20)))
            .advanceWatermarkToInfinity();
    PAssert.that(
            detect(pipeline.apply(stream), JUMPS, Duration.ofSeconds(30))
                .get(DetectReadingAnomalies.SCORES))
        .containsInAnyOrder(
            score("a", 1, 0, false), score("a", 7, 0, false), score("a", 8, 2 / 3.0, true));
    PipelineResult job = run();
    assertEquals(5, count(job, Counters.TO_SCORE));
    assertEquals(3, count(job, Counters.SCORED));
  }

  @Test
  void detectorOfAssetsSeesTheChannelsOfAnAssetTogether() {
    DetectorCatalogue catalogue = JumpDetector.catalogue(JumpDetector.of(Scope.ASSET, 5));
    PCollectionTuple judged =
        ofBatch(
            catalogue,
            List.of(
                batch("a", asset("pump"), 0, 10, 20, 11),
                batch("b", asset("pump"), 10, 30),
                batch("c", asset("fan"), 15, 50),
                batch("d", 16, 70, 17, 90)));
    PAssert.that(judged.get(DetectReadingAnomalies.ANOMALIES))
        .containsInAnyOrder(
            anomaly("asset-jump", batch("b", asset("pump")), 10, 30, 0.8, 5, 15),
            anomaly("asset-jump", batch("a", asset("pump")), 20, 11, 19 / 24.0, 25, 35));
    PipelineResult job = run();
    assertEquals(2, count(job, Counters.WITHOUT_ASSET));
    assertEquals(4, count(job, Counters.SCORED));
  }

  @Test
  void scoresComeOnlyWhereTheyAreWanted() {
    PCollectionTuple judged =
        pipeline
            .apply(Create.of(batch("a", 0, 1, 1, 99)).withCoder(EnrichedBatchCoder.INSTANCE))
            .apply(OrderReadings.of(SPAN, Duration.ZERO))
            .apply(DetectReadingAnomalies.of(JUMPS));
    PAssert.that(judged.get(DetectReadingAnomalies.SCORES)).empty();
    PAssert.thatSingleton(judged.get(DetectReadingAnomalies.ANOMALIES))
        .satisfies(
            anomaly -> {
              assertEquals(Severity.CRITICAL, anomaly.severity());
              assertEquals(98 / 103.0, anomaly.score());
              return null;
            });
    run();
  }

  private PipelineResult run() {
    PipelineResult job = pipeline.run();
    job.waitUntilFinish();
    return job;
  }

  private static TimestampedValue<EnrichedBatch> at(long second, EnrichedBatch batch) {
    return TimestampedValue.of(batch, Instant.ofEpochSecond(second));
  }

  private static long count(PipelineResult job, String counter) {
    MetricsFilter filter =
        MetricsFilter.builder()
            .addNameFilter(MetricNameFilter.named(Counters.NAMESPACE, counter))
            .build();
    long total = 0;
    for (var found : job.metrics().queryMetrics(filter).getCounters()) {
      total += found.getCommitted();
    }
    return total;
  }
}

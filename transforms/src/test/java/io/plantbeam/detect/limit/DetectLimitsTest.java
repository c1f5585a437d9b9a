package io.plantbeam.detect.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.plantbeam.detect.Detectors;
import io.plantbeam.detect.TestBatches;
import io.plantbeam.detect.settings.AlertPolicy;
import io.plantbeam.detect.settings.ConfiguredDetector;
import io.plantbeam.detect.settings.DetectorCatalogue;
import io.plantbeam.detect.settings.DetectorSettings;
import io.plantbeam.model.AlarmLimits;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.Counters;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.EpisodeEnd;
import io.plantbeam.model.EpisodeEvent;
import io.plantbeam.model.PlantbeamCoders;
import io.plantbeam.model.RecentMeans;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.Severity;
import io.plantbeam.order.OrderedReadings;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.WindowingStrategy;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class DetectLimitsTest {
  private static final AssetContext LIMITED =
      TestBatches.limited(new AlarmLimits(Double.NaN, 10, 90, 100, 0, 0, 0));
  private static final DetectorCatalogue CATALOGUE = DetectorCatalogue.defaultsOf(Detectors.ALL);

  private static TestPipeline pipeline() {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    PlantbeamCoders.register(pipeline.getCoderRegistry());
    return pipeline;
  }

  private static Anomaly anomaly(
      String sensor, Severity severity, long second, double value, String evidence) {
    long time = second * 1_000_000;
    return new Anomaly(
        "limit",
        new SeriesContext(TestBatches.series(sensor), LIMITED),
        severity,
        Double.NaN,
        time,
        time,
        time,
        value,
        10,
        90,
        evidence);
  }

  private static PCollection<EpisodeEnd> ends(PCollectionTuple judged) {
    return judged
        .get(DetectLimits.EPISODES)
        .apply(Filter.by((EpisodeEvent event) -> event.end() != null))
        .apply(MapElements.into(TypeDescriptor.of(EpisodeEnd.class)).via(EpisodeEvent::end));
  }

  /** Minutes and means in turns. */
  private static RecentMeans curve(double... means) {
    RecentMeans curve = RecentMeans.NONE;
    for (int i = 0; i < means.length; i += 2) {
      curve = curve.with(Math.round(means[i]), means[i + 1]);
    }
    return curve;
  }

  private static EpisodeEnd end(String sensor, long second, double value, RecentMeans curve) {
    return new EpisodeEnd(
        "limit",
        new SeriesContext(TestBatches.series(sensor), LIMITED),
        second * 1_000_000,
        value,
        curve);
  }

  private static TimestampedValue<EnrichedBatch> at(long second, EnrichedBatch batch) {
    return TimestampedValue.of(batch, Instant.ofEpochSecond(second));
  }

  /** A stream whose watermark does not move while readings come. */
  private static TestStream.Builder<EnrichedBatch> stream() {
    return TestStream.create(EnrichedBatch.EnrichedBatchCoder.INSTANCE);
  }

  @Test
  void streamIsJudgedAsItArrives() {
    TestPipeline pipeline = pipeline();
    PCollectionTuple judged =
        pipeline
            .apply(
                stream()
                    .addElements(at(1000, TestBatches.batch("a", LIMITED, 0, 91, 10, 101)))
                    .addElements(at(1000, TestBatches.batch("b", LIMITED, 0, 50)))
                    .addElements(at(1000, TestBatches.batch("a", LIMITED, 20, 50, 25, 5)))
                    // One is older than what was judged; of another series it is not.
                    .addElements(at(1000, TestBatches.batch("a", LIMITED, 24, 95, 30, 50)))
                    .addElements(at(1000, TestBatches.batch("b", LIMITED, 24, 95)))
                    .addElements(at(1000, TestBatches.batch("c", 24, 1e9)))
                    .advanceWatermarkToInfinity())
            .apply(DetectLimits.onArrival(CATALOGUE));
    PAssert.that(judged.get(DetectLimits.ANOMALIES))
        .containsInAnyOrder(
            anomaly("a", Severity.HIGH, 0, 91, "91 celsius is above the high limit of 90 celsius.")
                .withRecent(curve(0, 91)),
            anomaly(
                    "a",
                    Severity.CRITICAL,
                    10,
                    101,
                    "101 celsius is above the high-high limit of 100 celsius.")
                .withRecent(curve(0, 96)),
            anomaly("a", Severity.HIGH, 25, 5, "5 celsius is below the low limit of 10 celsius.")
                .withRecent(curve(0, (91 + 101 + 50 + 5) / 4.0)),
            anomaly("b", Severity.HIGH, 24, 95, "95 celsius is above the high limit of 90 celsius.")
                .withRecent(curve(0, 72.5)));
    PAssert.that(ends(judged))
        .containsInAnyOrder(
            end("a", 20, 50, curve(0, (91 + 101 + 50) / 3.0)),
            // Without the reading that is older than what was judged.
            end("a", 30, 50, curve(0, (91 + 101 + 50 + 5 + 50) / 5.0)));
    PipelineResult job = pipeline.run();
    job.waitUntilFinish();
    assertEquals(8, count(job, Counters.TO_LIMIT));
    assertEquals(7, count(job, Counters.LIMITED));
    assertEquals(4, count(job, Counters.ANOMALIES));
  }

  @Test
  void nothingOfAStreamWaitsForAWindow() {
    TestPipeline pipeline = pipeline();
    PCollectionTuple judged =
        pipeline
            .apply(stream().advanceWatermarkToInfinity())
            .apply(DetectLimits.onArrival(CATALOGUE));
    assertEquals(
        WindowingStrategy.globalDefault(),
        judged.get(DetectLimits.EPISODES).getWindowingStrategy());
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public void visitPrimitiveTransform(TransformHierarchy.Node node) {
            assertFalse(node.getTransform() instanceof GroupByKey, node::getFullName);
            assertFalse(node.getTransform() instanceof Window.Assign, node::getFullName);
          }
        });
  }

  @Test
  void batchIsJudgedInTheOrderOfEventTime() {
    TestPipeline pipeline = pipeline();
    PCollectionTuple judged =
        pipeline
            .apply(
                Create.timestamped(
                        span(3600, TestBatches.batch("a", LIMITED, 3600, 92, 3610, 50)),
                        span(
                            0,
                            TestBatches.batch("a", LIMITED, 20, 91, 10, 50),
                            TestBatches.batch("c", 20, 1e9)))
                    .withCoder(
                        KvCoder.of(
                            VarIntCoder.of(),
                            ListCoder.of(OrderedReadings.ReadingsCoder.INSTANCE))))
            .apply(DetectLimits.inOrder(CATALOGUE));
    PAssert.that(judged.get(DetectLimits.ANOMALIES))
        .containsInAnyOrder(
            anomaly("a", Severity.HIGH, 20, 91, "91 celsius is above the high limit of 90 celsius.")
                .withRecent(curve(0, 70.5)),
            anomaly(
                    "a",
                    Severity.HIGH,
                    3600,
                    92,
                    "Still above the high limit of 90 celsius; the furthest was 92 celsius.")
                .withRecent(curve(0, 70.5, 60, 92)));
    PAssert.that(ends(judged)).containsInAnyOrder(end("a", 3610, 50, curve(0, 70.5, 60, 71)));
    PipelineResult job = pipeline.run();
    job.waitUntilFinish();
    assertEquals(4, count(job, Counters.TO_LIMIT));
    assertEquals(4, count(job, Counters.LIMITED));
  }

  private static TimestampedValue<KV<Integer, List<OrderedReadings>>> span(
      long second, EnrichedBatch... series) {
    List<OrderedReadings> ordered =
        Arrays.stream(series).map(batch -> OrderedReadings.of(List.of(batch))).toList();
    return TimestampedValue.of(KV.of(1, ordered), Instant.ofEpochSecond(second));
  }

  @Test
  void sensorTypeThatTurnsItOffIsNotJudged() {
    DetectorCatalogue off =
        new DetectorCatalogue(
            Detectors.ALL,
            Map.of("temperature", new DetectorSettings(List.of())),
            DetectorSettings.defaultsOf(Detectors.ALL));
    TestPipeline pipeline = pipeline();
    PAssert.that(
            pipeline
                .apply(
                    stream()
                        .addElements(at(1000, TestBatches.batch("a", LIMITED, 0, 91)))
                        .advanceWatermarkToInfinity())
                .apply(DetectLimits.onArrival(off))
                .get(DetectLimits.ANOMALIES))
        .empty();
    pipeline.run().waitUntilFinish();
  }

  @Test
  void curveGoesWithWhatStaffMayBeToldOfAlone() {
    DetectorCatalogue criticalAlone =
        new DetectorCatalogue(
            Detectors.ALL,
            Map.of(),
            new DetectorSettings(
                List.of(
                    new ConfiguredDetector<>(
                        DetectLimits.TYPE, LimitParameters.DEFAULTS, AlertPolicy.FROM_CRITICAL))));
    TestPipeline pipeline = pipeline();
    PAssert.that(
            pipeline
                .apply(
                    stream()
                        .addElements(at(1000, TestBatches.batch("a", LIMITED, 0, 91, 10, 101)))
                        .advanceWatermarkToInfinity())
                .apply(DetectLimits.onArrival(criticalAlone))
                .get(DetectLimits.ANOMALIES))
        .satisfies(
            found -> {
              Map<Severity, RecentMeans> curves = new EnumMap<>(Severity.class);
              found.forEach(anomaly -> curves.put(anomaly.severity(), anomaly.recent()));
              assertEquals(
                  Map.of(Severity.HIGH, RecentMeans.NONE, Severity.CRITICAL, curve(0, 96)), curves);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  private static long count(PipelineResult job, String counter) {
    long sum = 0;
    for (var result :
        job.metrics()
            .queryMetrics(
                MetricsFilter.builder()
                    .addNameFilter(MetricNameFilter.named(Counters.NAMESPACE, counter))
                    .build())
            .getCounters()) {
      sum += result.getCommitted();
    }
    return sum;
  }
}

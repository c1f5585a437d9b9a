package io.plantbeam.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.detect.Detectors;
import io.plantbeam.detect.settings.DetectorCatalogue;
import io.plantbeam.model.Alert;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.Counters;
import io.plantbeam.model.PlantbeamCoders;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.model.Severity;
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
import org.apache.beam.sdk.transforms.Reify;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class RaiseAlertsTest {
  private static final DetectorCatalogue CATALOGUE = DetectorCatalogue.defaultsOf(Detectors.ALL);
  private static final AlertRules RULES = new AlertRules(CATALOGUE);
  private static final RaiseAlerts RAISE = RaiseAlerts.of(CATALOGUE, Duration.ofMinutes(15));

  private static Anomaly anomaly(String sensor, Severity severity, double minute, long windowEnd) {
    return new Anomaly(
        "threshold",
        new SeriesContext(
            new SeriesInfo(sensor, "temperature", "temperature", "f-1", "celsius"),
            AssetContext.unmatched("f-1")),
        severity,
        5,
        Math.round(minute * 60_000_000),
        (windowEnd - 5) * 60_000_000,
        windowEnd * 60_000_000,
        80,
        60,
        70,
        "It is too hot.");
  }

  private static TestPipeline pipeline() {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    PlantbeamCoders.register(pipeline.getCoderRegistry());
    return pipeline;
  }

  private static Instant minute(long minute) {
    return Instant.ofEpochMilli(minute * 60_000);
  }

  private static TimestampedValue<Anomaly> timed(Anomaly anomaly) {
    return TimestampedValue.of(anomaly, Instant.ofEpochMilli(anomaly.windowEndMicros() / 1000 - 1));
  }

  /** All anomalies of a window end at once, in the order of window ends. */
  private static TestStream<Anomaly> streamOf(List<Anomaly> anomalies, long lastMinute) {
    TestStream.Builder<Anomaly> stream = TestStream.create(Anomaly.AnomalyCoder.INSTANCE);
    for (long end = 0; end <= lastMinute; end++) {
      for (Anomaly anomaly : anomalies) {
        if (anomaly.windowEndMicros() == end * 60_000_000) {
          stream = stream.addElements(timed(anomaly));
        }
      }
      stream = stream.advanceWatermarkTo(minute(end));
    }
    return stream.advanceWatermarkToInfinity();
  }

  private static List<Alert> alertsOf(List<Anomaly> firsts) {
    return firsts.stream().map(RULES::alertOf).toList();
  }

  @Test
  void overlappingWindowsAndLastingFaultsRaiseOneAlertAnEpisodeInBatchAndInStreaming() {
    List<Anomaly> firsts =
        List.of(
            anomaly("s-1", Severity.HIGH, 3, 5),
            anomaly("s-1", Severity.CRITICAL, 8, 10),
            anomaly("s-1", Severity.HIGH, 47, 50),
            anomaly("s-2", Severity.HIGH, 3, 5));
    List<Anomaly> input = new ArrayList<>(firsts);
    // The same reading judged by later windows, a chain over 29 minutes, and one too mild.
    input.add(anomaly("s-1", Severity.HIGH, 3, 6));
    input.add(anomaly("s-1", Severity.HIGH, 3, 7));
    input.add(anomaly("s-1", Severity.HIGH, 17.9, 20));
    input.add(anomaly("s-1", Severity.HIGH, 32, 35));
    input.add(anomaly("s-2", Severity.HIGH, 17.9, 19));
    input.add(anomaly("s-2", Severity.MEDIUM, 40, 45));
    Random random = new Random(11);
    for (int i = 0; i < 3; i++) {
      Collections.shuffle(input, random);
      TestPipeline batch = pipeline();
      PAssert.that(
              batch.apply(Create.of(input).withCoder(Anomaly.AnomalyCoder.INSTANCE)).apply(RAISE))
          .containsInAnyOrder(alertsOf(firsts));
      PipelineResult batchJob = batch.run();
      batchJob.waitUntilFinish();
      TestPipeline streaming = pipeline();
      PAssert.that(streaming.apply(streamOf(input, 60)).apply(RAISE))
          .containsInAnyOrder(alertsOf(firsts));
      PipelineResult streamingJob = streaming.run();
      streamingJob.waitUntilFinish();
      for (PipelineResult job : List.of(batchJob, streamingJob)) {
        assertEquals(4, counter(job, Counters.ALERTS));
        assertEquals(3, counter(job, Counters.ALERTS_OF_SEVERITY + "high"));
        assertEquals(1, counter(job, Counters.ALERTS_OF_SEVERITY + "critical"));
      }
    }
  }

  @Test
  void exactlyTheCooldownApartAreTwoEpisodes() {
    List<Anomaly> input =
        List.of(anomaly("s-1", Severity.HIGH, 3, 5), anomaly("s-1", Severity.HIGH, 18, 20));
    TestPipeline batch = pipeline();
    PAssert.that(
            batch.apply(Create.of(input).withCoder(Anomaly.AnomalyCoder.INSTANCE)).apply(RAISE))
        .containsInAnyOrder(alertsOf(input));
    batch.run().waitUntilFinish();
    TestPipeline streaming = pipeline();
    PAssert.that(streaming.apply(streamOf(input, 20)).apply(RAISE))
        .containsInAnyOrder(alertsOf(input));
    streaming.run().waitUntilFinish();
  }

  @Test
  void anomalyThatArrivesAfterALaterOneOfItsEpisodeRaisesNothing() {
    Anomaly late = anomaly("s-1", Severity.HIGH, 20, 22);
    Anomaly first = anomaly("s-1", Severity.HIGH, 30, 32);
    Anomaly joined = anomaly("s-1", Severity.HIGH, 8, 10);
    TestStream<Anomaly> stream =
        TestStream.create(Anomaly.AnomalyCoder.INSTANCE)
            .addElements(timed(first))
            .advanceWatermarkTo(minute(40))
            .addElements(timed(late))
            .advanceWatermarkTo(minute(41))
            .addElements(timed(joined))
            .advanceWatermarkToInfinity();
    TestPipeline pipeline = pipeline();
    PAssert.that(pipeline.apply(stream).apply(RAISE)).containsInAnyOrder(RULES.alertOf(first));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void alertsComeOutAtTheTimestampOfTheirAnomaly() {
    Anomaly anomaly = anomaly("s-1", Severity.HIGH, 3, 5);
    TestPipeline batch = pipeline();
    timestampsAre(
        timed(anomaly).getTimestamp(),
        batch
            .apply(Create.timestamped(timed(anomaly)).withCoder(Anomaly.AnomalyCoder.INSTANCE))
            .apply(RAISE));
    batch.run().waitUntilFinish();
    TestPipeline streaming = pipeline();
    timestampsAre(
        timed(anomaly).getTimestamp(), streaming.apply(streamOf(List.of(anomaly), 6)).apply(RAISE));
    streaming.run().waitUntilFinish();
  }

  private static void timestampsAre(Instant expected, PCollection<Alert> alerts) {
    PAssert.that(alerts.apply(Reify.timestamps()))
        .satisfies(
            all -> {
              List<Instant> found = new ArrayList<>();
              all.forEach(alert -> found.add(alert.getTimestamp()));
              assertEquals(List.of(expected), found);
              return null;
            });
  }

  private static long counter(PipelineResult job, String name) {
    MetricsFilter filter =
        MetricsFilter.builder()
            .addNameFilter(MetricNameFilter.named(Counters.NAMESPACE, name))
            .build();
    long total = 0;
    for (var counter : job.metrics().queryMetrics(filter).getCounters()) {
      total += counter.getCommitted();
    }
    return total;
  }
}

package io.plantbeam.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.detect.Detectors;
import io.plantbeam.detect.settings.DetectorCatalogue;
import io.plantbeam.model.Alert;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.Counters;
import io.plantbeam.model.EpisodeEnd;
import io.plantbeam.model.EpisodeEvent;
import io.plantbeam.model.PlantbeamCoders;
import io.plantbeam.model.RecentMeans;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.model.Severity;
import io.plantbeam.model.WindowStats;
import io.plantbeam.windows.LastTimes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reify;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

/** With a cooldown of 15 minutes. A detector of thresholds tells of a minute when it is over. */
class RaiseAlertsTest {
  private static final DetectorCatalogue CATALOGUE = DetectorCatalogue.defaultsOf(Detectors.ALL);
  private static final AlertRules RULES = new AlertRules(CATALOGUE, AlertSettings.DEFAULTS);
  private static final RaiseAlerts RAISE = RaiseAlerts.of(CATALOGUE, AlertSettings.DEFAULTS);
  private static final long MINUTE = 60_000_000;

  private static SeriesContext context(String sensor) {
    return new SeriesContext(
        new SeriesInfo(sensor, "temperature", "temperature", "f-1", "celsius"),
        AssetContext.unmatched("f-1"));
  }

  private static AlertInput anomaly(String sensor, Severity severity, long minute) {
    return AlertInput.of(
        new Anomaly(
            "threshold",
            context(sensor),
            severity,
            Double.NaN,
            minute * MINUTE,
            (minute - 1) * MINUTE,
            minute * MINUTE,
            80,
            60,
            70,
            "It is too hot."));
  }

  private static AlertInput high(String sensor, long minute) {
    return anomaly(sensor, Severity.HIGH, minute);
  }

  private static AlertInput time(long minute) {
    return AlertInput.ofTime(minute * MINUTE);
  }

  private static TestPipeline pipeline() {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    PlantbeamCoders.register(pipeline.getCoderRegistry());
    return pipeline;
  }

  private static Instant minute(long minute) {
    return Instant.ofEpochMilli(minute * 60_000);
  }

  /** At the end of the minute, which the watermark has to pass. */
  private static TimestampedValue<AlertInput> timed(AlertInput input) {
    return TimestampedValue.of(input, Instant.ofEpochMilli(input.timeMicros() / 1000 - 1));
  }

  /** All inputs of a minute at once, in whatever order, and then the watermark. */
  private static TestStream<AlertInput> streamOf(List<AlertInput> inputs, long lastMinute) {
    TestStream.Builder<AlertInput> stream = TestStream.create(AlertInput.AlertInputCoder.INSTANCE);
    for (long end = 0; end <= lastMinute; end++) {
      for (AlertInput input : inputs) {
        if (input.timeMicros() == end * MINUTE) {
          stream = stream.addElements(timed(input));
        }
      }
      stream = stream.advanceWatermarkTo(minute(end));
    }
    return stream.advanceWatermarkToInfinity();
  }

  private static PCollection<AlertInput> batchOf(TestPipeline pipeline, List<AlertInput> inputs) {
    return pipeline.apply(
        Create.timestamped(inputs.stream().map(RaiseAlertsTest::timed).toList())
            .withCoder(AlertInput.AlertInputCoder.INSTANCE));
  }

  private static PCollection<Alert> raise(PCollection<AlertInput> inputs, TupleTag<Anomaly> as) {
    return split(inputs, as).apply(RAISE).get(RaiseAlerts.ALERTS);
  }

  private static PCollectionTuple split(PCollection<AlertInput> inputs, TupleTag<Anomaly> as) {
    PCollectionTuple split =
        inputs.apply(
            "Split",
            ParDo.of(new SplitFn(as))
                .withOutputTags(as, TupleTagList.of(RaiseAlerts.EPISODES).and(SplitFn.WINDOWS)));
    split.get(RaiseAlerts.EPISODES).setCoder(EpisodeEvent.EpisodeEventCoder.INSTANCE);
    return split.and(
        RaiseAlerts.TIMES,
        split
            .get(SplitFn.WINDOWS)
            .apply(
                "LastTimes",
                LastTimes.within(
                    AlertSettings.DEFAULTS.gathering(), AlertSettings.DEFAULTS.gathering())));
  }

  private static PCollection<Alert> raise(PCollection<AlertInput> inputs) {
    return raise(inputs, RaiseAlerts.ANOMALIES);
  }

  /** Times become windows whose last reading is then. */
  private static final class SplitFn extends DoFn<AlertInput, Anomaly> {
    private static final TupleTag<WindowStats> WINDOWS = new TupleTag<>("windows") {};

    private final TupleTag<Anomaly> anomalies;

    SplitFn(TupleTag<Anomaly> anomalies) {
      this.anomalies = anomalies;
    }

    @ProcessElement
    public void split(@Element AlertInput input, MultiOutputReceiver out) {
      if (input.anomaly() != null) {
        out.get(anomalies).output(input.anomaly());
      } else if (input.end() != null) {
        out.get(RaiseAlerts.EPISODES).output(EpisodeEvent.of(input.end()));
      } else {
        long end = input.timeMicros() / 1000;
        out.get(WINDOWS)
            .output(
                new WindowStats(
                    context("clock"),
                    end - 60_000,
                    end,
                    1,
                    1,
                    Double.NaN,
                    1,
                    1,
                    1,
                    input.timeMicros(),
                    Double.NaN,
                    1,
                    1,
                    Double.NaN,
                    0));
      }
    }
  }

  private static List<Alert> told(List<AlertInput> inputs) {
    return Told.of(
        RULES,
        inputs.stream()
            .filter(input -> input.anomaly() == null || RULES.concernStaff(input.anomaly()))
            .sorted(
                Comparator.comparingLong(AlertInput::timeMicros).thenComparing(AlertInput.IN_ORDER))
            .toList());
  }

  @Test
  void streamInOrderAndBatchTellTheSame() {
    List<AlertInput> input = new ArrayList<>();
    for (long minute : new long[] {3, 4, 8, 17, 18, 19, 50}) {
      input.add(high("s-1", minute));
    }
    input.add(anomaly("s-1", Severity.CRITICAL, 9));
    input.add(anomaly("s-2", Severity.MEDIUM, 5));
    input.add(high("s-2", 30));
    for (long minute = 1; minute <= 60; minute++) {
      input.add(time(minute));
    }
    List<Alert> expected = told(input);
    Random random = new Random(11);
    for (int i = 0; i < 3; i++) {
      Collections.shuffle(input, random);
      TestPipeline batch = pipeline();
      PAssert.that(raise(batchOf(batch, input))).containsInAnyOrder(expected);
      PipelineResult batchJob = batch.run();
      batchJob.waitUntilFinish();
      TestPipeline streaming = pipeline();
      PAssert.that(raise(streaming.apply(streamOf(input, 60)))).containsInAnyOrder(expected);
      PipelineResult streamingJob = streaming.run();
      streamingJob.waitUntilFinish();
      for (PipelineResult job : List.of(batchJob, streamingJob)) {
        assertEquals(3, counter(job, Counters.ALERTS));
        assertEquals(3, counter(job, Counters.ALERTS_OF_SEVERITY + "high"));
        assertEquals(2, counter(job, Counters.ALERTS_RESOLVED));
        assertEquals(expected.size(), counter(job, Counters.ALERT_EVENTS));
      }
    }
  }

  @Test
  void episodeThatMayStillGoOnAtTheEndOfTheInputStaysOpen() {
    List<AlertInput> input = List.of(high("s-1", 3), time(17));
    TestPipeline batch = pipeline();
    PAssert.that(raise(batchOf(batch, input)))
        .containsInAnyOrder(Told.raised(RULES, input.get(0).anomaly()));
    batch.run().waitUntilFinish();
    TestPipeline streaming = pipeline();
    PAssert.that(raise(streaming.apply(streamOf(input, 20))))
        .containsInAnyOrder(Told.raised(RULES, input.get(0).anomaly()));
    streaming.run().waitUntilFinish();
  }

  @Test
  void whatIsFoundOnArrivalIsToldBeforeTheWatermarkPassesIt() {
    AlertInput first = high("s-1", 60);
    // If it waited for the watermark, it would come first.
    AlertInput earlier = high("s-1", 50);
    AlertInput end =
        AlertInput.of(
            new EpisodeEnd("threshold", context("s-1"), 61 * MINUTE, 69, RecentMeans.NONE));
    TestStream<AlertInput> stream =
        TestStream.create(AlertInput.AlertInputCoder.INSTANCE)
            .advanceWatermarkTo(minute(10))
            .addElements(timed(first))
            .advanceWatermarkTo(minute(11))
            .addElements(timed(earlier))
            .advanceWatermarkTo(minute(12))
            .addElements(timed(end))
            .advanceWatermarkTo(minute(13))
            .addElements(timed(high("s-1", 62)))
            .advanceWatermarkToInfinity();
    TestPipeline pipeline = pipeline();
    PCollectionTuple split = split(pipeline.apply(stream), RaiseAlerts.ON_ARRIVAL);
    PCollection<Alert> alerts =
        split
            .and(
                RaiseAlerts.ANOMALIES,
                split.get(RaiseAlerts.ON_ARRIVAL).apply("None", ParDo.of(new DropFn())))
            .apply(RAISE)
            .get(RaiseAlerts.ALERTS);
    PAssert.that(alerts)
        .containsInAnyOrder(Told.of(RULES, List.of(first, earlier, end, high("s-1", 62))));
    pipeline.run().waitUntilFinish();
  }

  private static final class DropFn extends DoFn<Anomaly, Anomaly> {
    @ProcessElement
    public void drop() {}
  }

  @Test
  void alertsComeOutAtTheTimestampOfTheirAnomaly() {
    List<AlertInput> input = List.of(high("s-1", 3));
    TestPipeline batch = pipeline();
    timestampsAre(timed(input.get(0)).getTimestamp(), raise(batchOf(batch, input)));
    batch.run().waitUntilFinish();
    TestPipeline streaming = pipeline();
    timestampsAre(timed(input.get(0)).getTimestamp(), raise(streaming.apply(streamOf(input, 6))));
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

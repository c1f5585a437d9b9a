package io.plantbeam.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.model.AssetContext;
import io.plantbeam.model.Counters;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.PlantbeamCoders;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.Reading;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.model.WindowStats;
import io.plantbeam.panes.SeriesPanes;
import io.plantbeam.windows.NaiveWindows.Figures;
import io.plantbeam.windows.NaiveWindows.Point;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.transforms.windowing.SlidingWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlidingStatsTest {
  private static final long START = 1_767_225_600_000L;

  private static final KvCoder<String, KV<Long, Double>> POINT_CODER =
      KvCoder.of(StringUtf8Coder.of(), KvCoder.of(VarLongCoder.of(), DoubleCoder.of()));

  private static Instant at(long second) {
    return Instant.ofEpochMilli(START + second * 1_000);
  }

  private static Point point(long second, double value) {
    return new Point("s-1", second, value);
  }

  private static EnrichedBatch batch(Point... points) {
    SeriesInfo series =
        new SeriesInfo(points[0].sensor(), "temperature", "temperature", "f-1", "celsius");
    Origin origin = Origin.ofPartition("readings", 0);
    ReadingBatch.Builder builder = new ReadingBatch.Builder(series, origin);
    for (Point point : points) {
      builder.add(
          new Reading(
              series,
              at(point.second()).getMillis() * 1000,
              point.value(),
              1.0,
              RangeCheck.OK,
              new MessagePosition(origin, 0)));
    }
    return new EnrichedBatch(builder.build(), AssetContext.unmatched("f-1"));
  }

  private static TestPipeline pipeline() {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    PlantbeamCoders.register(pipeline.getCoderRegistry());
    return pipeline;
  }

  /** Each window as {@code sensor [start, end) r<revision>: count last mean}. */
  private static final class Describe extends DoFn<WindowStats, String> {
    @ProcessElement
    public void processElement(
        @Element WindowStats stats, @Timestamp Instant timestamp, OutputReceiver<String> output) {
      assertEquals(stats.windowEnd() - 1, timestamp.getMillis());
      output.output(
          describe(
              stats.context().series().sensorId(),
              stats.windowStart(),
              stats.windowEnd(),
              stats.revision(),
              stats.count(),
              stats.lastValue(),
              stats.mean()));
    }
  }

  private static String describe(
      String sensor, long start, long end, long revision, long count, double last, double mean) {
    return "%s [%d, %d) r%d: %d %s %.6f"
        .formatted(
            sensor, (start - START) / 1_000, (end - START) / 1_000, revision, count, last, mean);
  }

  private static PCollection<String> slidingStats(
      PCollection<EnrichedBatch> batches, Duration size, Duration period, Duration lateness) {
    return statsOf(batches, size, period, lateness)
        .apply("Describe", ParDo.of(new Describe()))
        .setCoder(StringUtf8Coder.of());
  }

  private static PCollection<WindowStats> statsOf(
      PCollection<EnrichedBatch> batches, Duration size, Duration period, Duration lateness) {
    return statsOf(batches, SeriesPanes.forWindows(size, period, lateness), size, period);
  }

  private static PCollection<WindowStats> statsOf(
      PCollection<EnrichedBatch> batches, SeriesPanes panes, Duration size, Duration period) {
    return batches
        .apply("OrderReadings", panes.orderReadings())
        .apply("SeriesPanes", panes)
        .apply("SlidingStats", SlidingStats.of(panes, size, period));
  }

  private static PCollection<String> fiveAndOneMinutes(
      PCollection<EnrichedBatch> batches, Duration lateness) {
    return slidingStats(batches, Duration.ofMinutes(5), Duration.ofMinutes(1), lateness);
  }

  private static Map<String, Long> run(TestPipeline pipeline) {
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    Map<String, Long> counters = new TreeMap<>();
    for (MetricResult<Long> metric :
        result
            .metrics()
            .queryMetrics(
                MetricsFilter.builder()
                    .addNameFilter(MetricNameFilter.inNamespace(Counters.NAMESPACE))
                    .build())
            .getCounters()) {
      counters.merge(metric.getName().getName(), metric.getCommitted(), Long::sum);
    }
    return counters;
  }

  private static TestStream.Builder<EnrichedBatch> stream() {
    return TestStream.create(EnrichedBatch.EnrichedBatchCoder.INSTANCE);
  }

  @Test
  void readingReachesEveryWindowThatHoldsIt() {
    TestPipeline pipeline = pipeline();
    PCollection<EnrichedBatch> input =
        pipeline.apply(
            stream()
                .addElements(
                    TimestampedValue.of(batch(point(0, 1), point(30, 2), point(60, 6)), at(0)))
                .advanceWatermarkToInfinity());

    PAssert.that(fiveAndOneMinutes(input, Duration.ZERO))
        .containsInAnyOrder(
            "s-1 [-240, 60) r0: 2 2.0 1.500000",
            "s-1 [-180, 120) r0: 3 6.0 3.000000",
            "s-1 [-120, 180) r0: 3 6.0 3.000000",
            "s-1 [-60, 240) r0: 3 6.0 3.000000",
            "s-1 [0, 300) r0: 3 6.0 3.000000",
            "s-1 [60, 360) r0: 1 6.0 6.000000");

    assertEquals(Map.of("windowed", 3L, "windows", 6L), run(pipeline));
  }

  @Test
  void orderOfArrivalDoesNotMatter() {
    TestPipeline pipeline = pipeline();
    PCollection<EnrichedBatch> input =
        pipeline.apply(
            stream()
                .addElements(TimestampedValue.of(batch(point(250, 9)), at(250)))
                .addElements(TimestampedValue.of(batch(point(10, 1), point(5, 2)), at(10)))
                .addElements(TimestampedValue.of(batch(point(250, 12)), at(250)))
                .advanceWatermarkToInfinity());

    PAssert.that(slidingStats(input, Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ZERO))
        .containsInAnyOrder("s-1 [0, 300) r0: 4 12.0 6.000000");

    assertEquals(Map.of("windowed", 4L, "windows", 1L), run(pipeline));
  }

  @Test
  void lateReadingWithinAllowedLatenessUpdatesItsWindows() {
    TestPipeline pipeline = pipeline();
    PCollection<EnrichedBatch> input =
        pipeline.apply(
            stream()
                .addElements(TimestampedValue.of(batch(point(10, 1), point(20, 2)), at(10)))
                .advanceWatermarkTo(at(300))
                .addElements(TimestampedValue.of(batch(point(30, 6)), at(300)))
                .addElements(TimestampedValue.of(batch(point(40, 11)), at(300)))
                .advanceWatermarkToInfinity());

    PAssert.that(
            slidingStats(
                input, Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(2)))
        .containsInAnyOrder(
            "s-1 [0, 300) r0: 2 2.0 1.500000",
            "s-1 [0, 300) r1: 3 6.0 3.000000",
            "s-1 [0, 300) r2: 4 11.0 5.000000");

    assertEquals(Map.of("windowed", 4L, "windows", 1L, "window_corrections", 2L), run(pipeline));
  }

  @Test
  void readingTooLateForSomeWindowsReachesTheOthersOnly() {
    TestPipeline pipeline = pipeline();
    PCollection<EnrichedBatch> input =
        pipeline.apply(
            stream()
                .addElements(TimestampedValue.of(batch(point(10, 1)), at(10)))
                .advanceWatermarkTo(at(150))
                .addElements(TimestampedValue.of(batch(point(20, 3)), at(150)))
                .advanceWatermarkToInfinity());

    PAssert.that(fiveAndOneMinutes(input, Duration.ZERO))
        .containsInAnyOrder(
            "s-1 [-240, 60) r0: 1 1.0 1.000000",
            "s-1 [-180, 120) r0: 1 1.0 1.000000",
            "s-1 [-120, 180) r0: 2 3.0 2.000000",
            "s-1 [-60, 240) r0: 2 3.0 2.000000",
            "s-1 [0, 300) r0: 2 3.0 2.000000");

    assertEquals(Map.of("windowed", 2L, "windows", 5L), run(pipeline));
  }

  @Test
  void readingTooLateForEveryWindowIsNotWindowed() {
    TestPipeline pipeline = pipeline();
    PCollection<EnrichedBatch> input =
        pipeline.apply(
            stream()
                .addElements(TimestampedValue.of(batch(point(299, 1)), at(299)))
                .advanceWatermarkTo(at(359))
                .addElements(TimestampedValue.of(batch(point(58, 2)), at(359)))
                .advanceWatermarkTo(at(360))
                .addElements(TimestampedValue.of(batch(point(59, 3), point(360, 4)), at(360)))
                .advanceWatermarkToInfinity());

    PAssert.that(
            slidingStats(
                input, Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(1)))
        .containsInAnyOrder(
            "s-1 [0, 300) r0: 1 1.0 1.000000",
            "s-1 [0, 300) r1: 2 1.0 1.500000",
            "s-1 [300, 600) r0: 1 4.0 4.000000");

    assertEquals(Map.of("windowed", 3L, "windows", 2L, "window_corrections", 1L), run(pipeline));
  }

  @Test
  void whatOutlivesItsWindowsInAPaneIsNotCountedAsWindowed() {
    TestPipeline pipeline = pipeline();
    // The last window that holds second 60 is [0, 300); the panes' lateness ends at 360.
    PCollection<EnrichedBatch> input =
        pipeline.apply(
            stream()
                .addElements(TimestampedValue.of(batch(point(60, 1)), at(60)))
                .advanceWatermarkTo(at(300))
                .addElements(TimestampedValue.of(batch(point(61, 2)), at(300)))
                .addElements(TimestampedValue.of(batch(point(121, 3)), at(300)))
                .advanceWatermarkToInfinity());

    PAssert.that(slidingStats(input, Duration.ofMinutes(5), Duration.ofMinutes(2), Duration.ZERO))
        .containsInAnyOrder(
            "s-1 [-120, 180) r0: 1 1.0 1.000000",
            "s-1 [0, 300) r0: 1 1.0 1.000000",
            "s-1 [120, 420) r0: 1 3.0 3.000000");

    assertEquals(Map.of("windowed", 2L, "windows", 3L), run(pipeline));
  }

  @Test
  void watermarkThatLeapsEmitsEveryWindowOnce() {
    TestPipeline pipeline = pipeline();
    PCollection<EnrichedBatch> input =
        pipeline.apply(
            stream()
                .addElements(TimestampedValue.of(batch(point(0, 1)), at(0)))
                .advanceWatermarkTo(at(86_400))
                .addElements(TimestampedValue.of(batch(point(86_400, 5)), at(86_400)))
                .advanceWatermarkToInfinity());

    PAssert.that(
            slidingStats(
                input, Duration.ofMinutes(2), Duration.ofMinutes(1), Duration.ofMinutes(1)))
        .containsInAnyOrder(
            "s-1 [-60, 60) r0: 1 1.0 1.000000",
            "s-1 [0, 120) r0: 1 1.0 1.000000",
            "s-1 [86340, 86460) r0: 1 5.0 5.000000",
            "s-1 [86400, 86520) r0: 1 5.0 5.000000");
    run(pipeline);
  }

  @Test
  void windowsBeforeTheEpochAreAlignedToo() {
    TestPipeline pipeline = pipeline();
    long second = -START / 1_000 - 30;
    PCollection<EnrichedBatch> input = pipeline.apply(Create.of(batch(point(second, 1))));

    PAssert.that(slidingStats(input, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ZERO))
        .containsInAnyOrder(describe("s-1", -60_000, 0, 0, 1, 1.0, 1.0));
    run(pipeline);
  }

  @Test
  void periodOutsideOfTheSizeIsRefused() {
    Duration minute = Duration.ofMinutes(1);
    SeriesPanes panes = SeriesPanes.forWindows(minute, Duration.ofMillis(1), Duration.ZERO);
    for (Duration period : List.of(Duration.ZERO, minute.negated(), minute.plusMillis(1))) {
      assertThrows(IllegalArgumentException.class, () -> SlidingStats.of(panes, minute, period));
    }
  }

  @Test
  void panesThatAreNotForTheWindowsAreRefused() {
    Duration minute = Duration.ofMinutes(1);
    SeriesPanes panes = SeriesPanes.forWindows(minute, minute, Duration.ZERO);
    for (Duration size : List.of(Duration.ofSeconds(30), Duration.ofMinutes(2))) {
      assertThrows(IllegalArgumentException.class, () -> SlidingStats.of(panes, size, size));
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "60"})
  void windowsAndCountsDoNotDependOnLongerWindowsOfTheSamePanes(long latenessSeconds) {
    TestPipeline pipeline = pipeline();
    PCollection<EnrichedBatch> input =
        pipeline.apply(
            stream()
                .addElements(TimestampedValue.of(batch(point(10, 1), point(299, 5)), at(10)))
                .advanceWatermarkTo(at(300 + latenessSeconds))
                .addElements(TimestampedValue.of(batch(point(20, 3)), at(300)))
                .addElements(TimestampedValue.of(batch(point(300, 9)), at(300)))
                .advanceWatermarkToInfinity());
    Duration size = Duration.ofMinutes(5);
    SeriesPanes panes =
        SeriesPanes.forWindows(size, size, Duration.ofSeconds(latenessSeconds))
            .andWindows(Duration.ofHours(1), Duration.ofSeconds(30));

    PAssert.that(statsOf(input, panes, size, size).apply(ParDo.of(new Describe())))
        .containsInAnyOrder("s-1 [0, 300) r0: 2 5.0 3.000000", "s-1 [300, 600) r0: 1 9.0 9.000000");

    assertEquals(Map.of("windowed", 3L, "windows", 2L), run(pipeline));
  }

  private static EnrichedBatch batch(List<Point> points) {
    return batch(points.toArray(new Point[0]));
  }

  @SuppressWarnings("unchecked")
  private static <T> TestStream.Builder<T> withElements(
      TestStream.Builder<T> stream, List<TimestampedValue<T>> elements) {
    return stream.addElements(
        elements.get(0),
        (TimestampedValue<T>[])
            elements.subList(1, elements.size()).toArray(new TimestampedValue<?>[0]));
  }

  private static List<Point> somePoints(Random random, String sensor, long from, int span) {
    List<Point> points = new ArrayList<>();
    for (int i = random.nextInt(5); i >= 0; i--) {
      points.add(new Point(sensor, from + random.nextInt(span), random.nextInt(1_000)));
    }
    return points;
  }

  /**
   * Many series at once, of which each bundle brings batches in random disorder, with a watermark
   * that moves on in between. What was emitted last of each window is compared.
   */
  @ParameterizedTest
  @CsvSource({"300,60,0,1", "300,60,90,2", "300,120,60,3", "60,60,30,4", "420,180,0,5"})
  void streamsEqualBeamsOwnSlidingWindows(
      long sizeSeconds, long periodSeconds, long latenessSeconds, long seed) {
    Random random = new Random(seed);
    TestStream.Builder<EnrichedBatch> batches = stream();
    TestStream.Builder<KV<String, KV<Long, Double>>> points = TestStream.create(POINT_CODER);
    long watermark = 0;
    batches = batches.advanceWatermarkTo(at(watermark));
    points = points.advanceWatermarkTo(at(watermark));
    long readings = 0;
    for (int bundle = 0; bundle < 20; bundle++) {
      List<TimestampedValue<EnrichedBatch>> bundleBatches = new ArrayList<>();
      List<TimestampedValue<KV<String, KV<Long, Double>>>> bundlePoints = new ArrayList<>();
      for (int sensor = 0; sensor < 10; sensor++) {
        List<Point> some = somePoints(random, "s-" + sensor, watermark - 700, 900);
        readings += some.size();
        bundleBatches.add(TimestampedValue.of(batch(some), at(watermark)));
        for (Point point : some) {
          bundlePoints.add(
              TimestampedValue.of(
                  KV.of(point.sensor(), KV.of(point.second(), point.value())), at(point.second())));
        }
      }
      batches = withElements(batches, bundleBatches);
      points = withElements(points, bundlePoints);
      watermark += random.nextInt(120);
      batches = batches.advanceWatermarkTo(at(watermark));
      points = points.advanceWatermarkTo(at(watermark));
    }

    CollectedLines beams = new CollectedLines();
    TestPipeline beamsPipeline = pipeline();
    beamsPipeline
        .apply(points.advanceWatermarkToInfinity())
        .apply(
            Window.<KV<String, KV<Long, Double>>>into(
                    SlidingWindows.of(seconds(sizeSeconds)).every(seconds(periodSeconds)))
                .withAllowedLateness(seconds(latenessSeconds))
                .accumulatingFiredPanes())
        .apply(GroupByKey.create())
        .apply(ParDo.of(new FiguresOfGroup()))
        .apply(ParDo.of(beams.collector()));
    run(beamsPipeline);

    CollectedLines ours = new CollectedLines();
    TestPipeline ourPipeline = pipeline();
    statsOf(
            ourPipeline.apply(batches.advanceWatermarkToInfinity()),
            Duration.ofSeconds(sizeSeconds),
            Duration.ofSeconds(periodSeconds),
            Duration.ofSeconds(latenessSeconds))
        .apply(ParDo.of(new FiguresOfStats()))
        .apply(ParDo.of(ours.collector()));
    Map<String, Long> counters = run(ourPipeline);

    assertEquals(lastRevisions(beams.lines()), lastRevisions(ours.lines()));
    assertEquals(lastRevisions(ours.lines()).size(), counters.get("windows").intValue());
    assertEquals(
        ours.lines().size() - counters.get("windows"),
        counters.getOrDefault("window_corrections", 0L));
    assertTrue(counters.get("windowed") < readings, "some are too late for every window");
  }

  @ParameterizedTest
  @CsvSource({"300,60,6", "300,120,7", "60,60,8"})
  void batchesEqualANaiveComputation(long sizeSeconds, long periodSeconds, long seed) {
    Random random = new Random(seed);
    List<EnrichedBatch> batches = new ArrayList<>();
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      List<Point> some = somePoints(random, "s-" + random.nextInt(20), 0, 3_000);
      points.addAll(some);
      batches.add(batch(some));
    }
    List<Figures> expected = NaiveWindows.of(points, sizeSeconds, periodSeconds);

    CollectedLines actual = new CollectedLines();
    TestPipeline pipeline = pipeline();
    statsOf(
            pipeline.apply(Create.of(batches)),
            Duration.ofSeconds(sizeSeconds),
            Duration.ofSeconds(periodSeconds),
            Duration.ZERO)
        .apply(ParDo.of(new FiguresOfStats()))
        .apply(ParDo.of(actual.collector()));
    Map<String, Long> counters = run(pipeline);

    assertEquals(
        expected.stream().map(Figures::toString).sorted().toList(),
        actual.lines().stream().map(KV::getValue).sorted().toList());
    assertEquals(
        Map.of("windowed", (long) points.size(), "windows", (long) expected.size()), counters);
  }

  private static org.joda.time.Duration seconds(long seconds) {
    return org.joda.time.Duration.standardSeconds(seconds);
  }

  /** Of each window what was emitted last, by window. */
  private static Map<String, String> lastRevisions(List<KV<Long, String>> revisionAndFigures) {
    Map<String, KV<Long, String>> last = new TreeMap<>();
    for (KV<Long, String> emitted : revisionAndFigures) {
      String figures = emitted.getValue();
      last.merge(
          figures.substring(0, figures.indexOf(", count")),
          emitted,
          (one, other) -> one.getKey() > other.getKey() ? one : other);
    }
    Map<String, String> figures = new TreeMap<>();
    last.forEach((window, emitted) -> figures.put(window, emitted.getValue()));
    return figures;
  }

  /** The revision and the figures of a window by {@link SlidingStats}. */
  private static final class FiguresOfStats extends DoFn<WindowStats, KV<Long, String>> {
    @ProcessElement
    public void processElement(
        @Element WindowStats stats, OutputReceiver<KV<Long, String>> output) {
      Figures figures =
          new Figures(
              stats.context().series().sensorId(),
              (stats.windowStart() - START) / 1_000,
              (stats.windowEnd() - START) / 1_000,
              stats.count(),
              stats.lastValue(),
              stats.min(),
              Math.rint(stats.mean() * stats.count()));
      output.output(KV.of(stats.revision(), figures.toString()));
    }
  }

  /** The revision and the figures of a window by Beam's own grouping. */
  private static final class FiguresOfGroup
      extends DoFn<KV<String, Iterable<KV<Long, Double>>>, KV<Long, String>> {
    @ProcessElement
    public void processElement(
        @Element KV<String, Iterable<KV<Long, Double>>> group,
        BoundedWindow window,
        PaneInfo pane,
        OutputReceiver<KV<Long, String>> output) {
      List<Point> points = new ArrayList<>();
      for (KV<Long, Double> point : group.getValue()) {
        points.add(new Point(group.getKey(), point.getKey(), point.getValue()));
      }
      if (points.isEmpty()) {
        return;
      }
      IntervalWindow interval = (IntervalWindow) window;
      Figures figures =
          Figures.of(
              group.getKey(),
              (interval.start().getMillis() - START) / 1_000,
              (interval.end().getMillis() - START) / 1_000,
              points);
      output.output(KV.of(pane.getIndex(), figures.toString()));
    }
  }
}

package io.plantbeam.panes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.plantbeam.model.AssetContext;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.PlantbeamCoders;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.Reading;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.model.WindowStats;
import io.plantbeam.windows.SlidingStats;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesPanesTest {
  private static final Duration SIZE = Duration.ofMinutes(5);
  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final Duration TEN_PANES = Duration.ofMinutes(10);
  private static final long TEN_PANES_MILLIS = TEN_PANES.toMillis();
  private static final long START = 1_767_225_600_000L;

  /** A reading; its time in milliseconds since the test's start. */
  private record Point(String sensor, String facility, long time, double value, double quality) {
    static Point of(String sensor, String facility, long second, double value) {
      return new Point(sensor, facility, second * 1_000, value, 1);
    }

    long window() {
      return START + Math.floorDiv(time, TEN_PANES_MILLIS) * TEN_PANES_MILLIS;
    }
  }

  private static EnrichedBatch batch(Point point) {
    SeriesInfo series =
        new SeriesInfo(point.sensor, "temperature", "temperature", point.facility, "celsius");
    Origin origin = Origin.ofPartition("readings", 0);
    ReadingBatch readings =
        new ReadingBatch.Builder(series, origin)
            .add(
                new Reading(
                    series,
                    (START + point.time) * 1000,
                    point.value,
                    point.quality,
                    RangeCheck.OK,
                    new MessagePosition(origin, 0)))
            .build();
    return new EnrichedBatch(readings, AssetContext.unmatched(point.facility));
  }

  private static Instant at(long second) {
    return Instant.ofEpochMilli(START + second * 1_000);
  }

  @SuppressWarnings("unchecked")
  private static TimestampedValue<EnrichedBatch>[] rest(
      List<TimestampedValue<EnrichedBatch>> elements) {
    return elements.stream().skip(1).toArray(TimestampedValue[]::new);
  }

  private static TimestampedValue<EnrichedBatch> arriving(long second, Point point) {
    return TimestampedValue.of(batch(point), at(second));
  }

  /** The figures of all windows, by their definition. */
  private static List<String> naive(long revision, Point... points) {
    return Stream.of(points)
        .collect(
            Collectors.groupingBy(
                point -> point.facility + " " + point.window(), TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(window -> naiveLine(revision, window))
        .toList();
  }

  private static String naiveLine(long revision, List<Point> points) {
    long start = points.get(0).window();
    return FacilityStats.line(
        points.get(0).facility,
        start,
        start + TEN_PANES_MILLIS,
        revision,
        points.stream().map(Point::sensor).distinct().count(),
        points.size(),
        mean(points, Point::value),
        points.stream().mapToDouble(Point::value).min().orElseThrow(),
        points.stream().mapToDouble(Point::value).max().orElseThrow(),
        mean(points, Point::quality));
  }

  /** The exact sum, divided, and then rounded once. */
  private static double mean(List<Point> points, ToDoubleFunction<Point> figure) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Point point : points) {
      sum = sum.add(new BigDecimal(figure.applyAsDouble(point)));
    }
    return sum.divide(BigDecimal.valueOf(points.size()), new MathContext(300)).doubleValue();
  }

  private static TestPipeline pipeline() {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    PlantbeamCoders.register(pipeline.getCoderRegistry());
    return pipeline;
  }

  private static SeriesPanes panes(Duration lateness) {
    return SeriesPanes.forWindows(SIZE, PERIOD, lateness).andWindows(TEN_PANES, TEN_PANES);
  }

  private static PCollection<KV<Pane, GroupStats>> panesOf(
      PCollection<EnrichedBatch> readings, SeriesPanes panes) {
    return readings.apply("OrderReadings", panes.orderReadings()).apply("SeriesPanes", panes);
  }

  private static PCollection<String> byFacility(
      PCollection<KV<Pane, GroupStats>> panes, Duration lateness) {
    return panes.apply("FacilityStats", new FacilityStats(TEN_PANES, lateness.toMillis()));
  }

  /**
   * Readings of two facilities and of sensors without one, with values of which a sum of doubles
   * would lose most digits.
   */
  private static Point[] somePoints(int count, Duration span) {
    Random random = new Random(12);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int sensor = random.nextInt(40);
      double value = random.nextInt(10) == 0 ? 1e15 : random.nextGaussian();
      points.add(
          new Point(
              "s-" + sensor,
              sensor % 3 == 2 ? null : "f-" + sensor % 3,
              random.nextInt((int) span.toMillis()),
              value,
              random.nextDouble()));
    }
    return points.toArray(Point[]::new);
  }

  @Test
  void anotherConsumerMergesThePanesOfABatch() {
    Point[] points = somePoints(1_500, Duration.ofMinutes(150));
    TestPipeline pipeline = pipeline();
    PCollection<EnrichedBatch> readings =
        pipeline.apply(Create.of(Stream.of(points).map(SeriesPanesTest::batch).toList()));

    PAssert.that(byFacility(panesOf(readings, panes(Duration.ZERO)), Duration.ZERO))
        .containsInAnyOrder(naive(0, points));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void anotherConsumerMergesThePanesOfAStream() {
    Point[] points = somePoints(300, Duration.ofMinutes(30));
    TestStream.Builder<EnrichedBatch> stream =
        TestStream.create(EnrichedBatch.EnrichedBatchCoder.INSTANCE);
    for (long from = 0; from < 1_800; from += 600) {
      long second = from;
      List<TimestampedValue<EnrichedBatch>> arriving =
          Stream.of(points)
              .filter(point -> Math.floorDiv(point.time, 600_000) * 600 == second)
              .map(point -> arriving(second, point))
              .toList();
      stream =
          stream.addElements(arriving.get(0), rest(arriving)).advanceWatermarkTo(at(second + 600));
    }
    TestPipeline pipeline = pipeline();
    PCollection<EnrichedBatch> readings = pipeline.apply(stream.advanceWatermarkToInfinity());

    PAssert.that(byFacility(panesOf(readings, panes(Duration.ZERO)), Duration.ZERO))
        .containsInAnyOrder(naive(0, points));
    pipeline.run().waitUntilFinish();
  }

  /**
   * The first late reading is in time for the facility's window and for one of its series' five.
   */
  @Test
  void lateReadingCorrectsTheWindowsOfAllConsumers() {
    Point first = Point.of("s-1", "f-1", 10, 0.1);
    Point second = Point.of("s-2", "f-1", 580, 0.2);
    Point late = Point.of("s-1", "f-1", 301, 1e15);
    Point elsewhere = Point.of("s-3", "f-2", 20, 7);
    Point tooLate = Point.of("s-1", "f-1", 590, 5);
    Duration lateness = Duration.ofMinutes(1);
    TestPipeline pipeline = pipeline();
    PCollection<EnrichedBatch> readings =
        pipeline.apply(
            TestStream.create(EnrichedBatch.EnrichedBatchCoder.INSTANCE)
                .addElements(arriving(10, first), arriving(20, elsewhere), arriving(580, second))
                .advanceWatermarkTo(at(600))
                .addElements(arriving(600, late))
                .advanceWatermarkTo(at(660))
                .addElements(arriving(660, tooLate))
                .advanceWatermarkToInfinity());

    SeriesPanes seriesPanes = panes(lateness);
    PCollection<KV<Pane, GroupStats>> panes = panesOf(readings, seriesPanes);
    PAssert.that(byFacility(panes, lateness))
        .containsInAnyOrder(
            Stream.of(naive(0, first, second), naive(0, elsewhere), naive(1, first, second, late))
                .flatMap(List::stream)
                .toList());

    PCollection<String> windows =
        panes
            .apply("SlidingStats", SlidingStats.of(seriesPanes, SIZE, PERIOD))
            .apply(Filter.by(stats -> stats.windowStart() >= START + 300_000))
            .apply(MapElements.into(TypeDescriptors.strings()).via(SeriesPanesTest::describe));
    PAssert.that(windows)
        .containsInAnyOrder(
            "s-2 from 300 r0: 1",
            "s-2 from 360 r0: 1",
            "s-2 from 420 r0: 1",
            "s-2 from 480 r0: 1",
            "s-2 from 540 r0: 1",
            "s-1 from 300 r0: 1",
            "s-1 from 360 r0: 1",
            "s-1 from 420 r0: 1",
            "s-1 from 480 r0: 1",
            "s-1 from 540 r0: 1");
    pipeline.run().waitUntilFinish();
  }

  private static String describe(WindowStats stats) {
    return "%s from %d r%d: %d"
        .formatted(
            stats.context().series().sensorId(),
            (stats.windowStart() - START) / 1_000,
            stats.revision(),
            stats.count());
  }

  @ParameterizedTest
  @CsvSource({
    "300000, 60000, 60000",
    "60000, 45000, 15000",
    "1000, 300, 100",
    "3600000, 600000, 60000",
    "2592000000, 2592000000, 60000",
    "61000, 61000, 30500",
    "61001, 61001, 61001"
  })
  void piecesOfAStreamAreAPaneOrAPartOfItOfASecondToAMinute(long size, long period, long expected) {
    SeriesPanes panes =
        SeriesPanes.forWindows(Duration.ofMillis(size), Duration.ofMillis(period), Duration.ZERO);
    assertEquals(expected, panes.pieceMillis());
  }

  @Test
  void panesDivideTheSizesAndPeriodsOfAllWindows() {
    SeriesPanes panes =
        SeriesPanes.forWindows(SIZE, PERIOD, Duration.ZERO)
            .andWindows(Duration.ofMinutes(1), Duration.ofSeconds(45))
            .andWindows(Duration.ofHours(1), Duration.ofHours(1));
    assertEquals(15_000, panes.paneMillis());
    assertEquals(3_600_000, panes.longestWindowMillis());
  }

  @Test
  void sizesThatAreNotPositiveAndNegativeLatenessAreRefused() {
    for (Duration bad : List.of(Duration.ZERO, Duration.ofMillis(-1))) {
      assertThrows(
          IllegalArgumentException.class, () -> SeriesPanes.forWindows(bad, PERIOD, Duration.ZERO));
      assertThrows(
          IllegalArgumentException.class, () -> SeriesPanes.forWindows(SIZE, bad, Duration.ZERO));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> SeriesPanes.forWindows(SIZE, PERIOD, Duration.ofMillis(-1)));
  }

  @Test
  void savedFormOfAPaneIsWrittenAndRead() throws Exception {
    Pane pane = new Pane(95, START, 60_000);
    byte[] saved = CoderUtils.encodeToByteArray(Pane.PaneCoder.INSTANCE, pane);
    assertEquals("010a5f80a0d5edee66e0d403", HexFormat.of().formatHex(saved));
    assertEquals(pane, CoderUtils.decodeFromByteArray(Pane.PaneCoder.INSTANCE, saved));
  }
}

package io.plantbeam.panes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.model.AssetContext;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class SeriesStatsTest {
  private static final long START = 1_767_225_600_000L;
  private static final SeriesContext CONTEXT = context("f-1");

  /** Offsets, noise and spikes that cost a naive accumulator its digits. */
  private enum Shape {
    ORDINARY(0, 20, 0),
    LARGE_OFFSET(1e8, 1, 0),
    HUGE_OFFSET(1e15, 1, 0),
    NEGATIVE_OFFSET(-1e9, 0.01, 0),
    TINY(0, 1e-9, 0),
    SPIKES(50, 0.1, 1e6),
    SPIKES_ON_OFFSET(1e9, 1, 1e6);

    final double offset;
    final double noise;
    final double spike;

    Shape(double offset, double noise, double spike) {
      this.offset = offset;
      this.noise = noise;
      this.spike = spike;
    }
  }

  private static SeriesContext context(String facility) {
    return new SeriesContext(
        new SeriesInfo("s-1", "temperature", "temperature", facility, "celsius"),
        AssetContext.unmatched(facility));
  }

  private static List<TwoPassStats.Point> points(Random random, Shape shape, int count) {
    List<TwoPassStats.Point> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double spike = random.nextInt(10) == 0 ? shape.spike : 0;
      double value = shape.offset + shape.noise * random.nextGaussian() + spike;
      // Few distinct times, so that several readings share one.
      long time = START + random.nextInt(200) * 1_500L;
      points.add(new TwoPassStats.Point(time, value, random.nextDouble()));
    }
    return points;
  }

  private static SeriesStats stats(List<TwoPassStats.Point> points) {
    SeriesStats stats = new SeriesStats();
    for (TwoPassStats.Point point : points) {
      stats.add(CONTEXT, point.time() * 1000, point.value(), point.quality());
    }
    return stats;
  }

  /** Merges random neighbours until one is left: any grouping, in any order. */
  private static SeriesStats mergedAtRandom(List<TwoPassStats.Point> points, Random random) {
    List<TwoPassStats.Point> shuffled = new ArrayList<>(points);
    Collections.shuffle(shuffled, random);
    List<SeriesStats> parts = new ArrayList<>();
    for (int from = 0; from < shuffled.size(); ) {
      int to = Math.min(shuffled.size(), from + random.nextInt(8));
      parts.add(stats(shuffled.subList(from, to)));
      from = to;
    }
    while (parts.size() > 1) {
      int at = random.nextInt(parts.size() - 1);
      SeriesStats left = parts.get(at);
      SeriesStats right = parts.remove(at + 1);
      if (random.nextBoolean()) {
        left.merge(right);
      } else {
        right.merge(left);
        parts.set(at, right);
      }
    }
    return parts.get(0);
  }

  @Property(tries = 300)
  void figuresAgreeWithTwoPassesInOneOrder(
      @ForAll long seed, @ForAll Shape shape, @ForAll @IntRange(min = 1, max = 150) int count) {
    List<TwoPassStats.Point> points = points(new Random(seed), shape, count);
    assertAgrees(TwoPassStats.of(points), stats(points));
  }

  @Property(tries = 300)
  void figuresAndBytesDoNotDependOnOrderOrGrouping(
      @ForAll long seed, @ForAll Shape shape, @ForAll @IntRange(min = 1, max = 150) int count)
      throws CoderException {
    Random random = new Random(seed);
    List<TwoPassStats.Point> points = points(random, shape, count);
    SeriesStats inOrder = stats(points);
    SeriesStats merged = mergedAtRandom(points, random);
    assertEquals(inOrder.toWindowStats(0, 1, 0), merged.toWindowStats(0, 1, 0));
    assertEquals(inOrder, merged);
    assertEquals(inOrder.hashCode(), merged.hashCode());
    assertEquals(bytes(inOrder), bytes(merged));
  }

  @Property(tries = 300)
  void whatWasDecodedGoesOnAsWhatWasEncoded(
      @ForAll long seed, @ForAll Shape shape, @ForAll @IntRange(min = 1, max = 150) int count)
      throws CoderException {
    Random random = new Random(seed);
    List<TwoPassStats.Point> points = points(random, shape, count);
    int cut = random.nextInt(count + 1);
    SeriesStats decoded =
        CoderUtils.clone(SeriesStats.AccumulatorCoder.INSTANCE, stats(points.subList(0, cut)));
    decoded.merge(stats(points.subList(cut, count)));
    assertEquals(stats(points), decoded);
  }

  private static String bytes(SeriesStats stats) throws CoderException {
    return HexFormat.of()
        .formatHex(CoderUtils.encodeToByteArray(SeriesStats.AccumulatorCoder.INSTANCE, stats));
  }

  private static void assertAgrees(TwoPassStats expected, SeriesStats actual) {
    assertEquals(expected.count(), actual.count());
    assertEquals(expected.min(), actual.min());
    assertEquals(expected.max(), actual.max());
    assertEquals(expected.lastTime() * 1000, actual.lastTimeMicros());
    assertEquals(expected.lastValue(), actual.lastValue());
    assertClose(expected.mean(), actual.mean(), 0, "mean");
    assertClose(expected.stddev(), actual.stddev(), 0, "stddev");
    assertClose(expected.baselineMean(), actual.baselineMean(), 0, "baseline mean");
    assertClose(expected.baselineStddev(), actual.baselineStddev(), 0, "baseline stddev");
    assertClose(expected.meanQuality(), actual.meanQuality(), 0, "quality");
    // A slope of 0 is one of about 1e-40 times the scale in the two passes.
    assertClose(expected.slopePerMinute(), actual.slopePerMinute(), expected.slopeScale(), "slope");
  }

  private static void assertClose(double expected, double actual, double scale, String figure) {
    double tolerance = 1e-15 * Math.max(Math.abs(expected), scale * 1e-15);
    assertTrue(
        Double.isNaN(expected) ? Double.isNaN(actual) : Math.abs(expected - actual) <= tolerance,
        () -> "%s: expected %s but was %s".formatted(figure, expected, actual));
  }

  @Property(tries = 300)
  void figuresGoByMicrosecondsAndDoNotDependOnOrderOrGrouping(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 60) int count) throws CoderException {
    Random random = new Random(seed);
    List<TwoPassStats.Point> inMicros = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      // Some whole milliseconds, and differences that the milliseconds do not show.
      long micros = random.nextInt(4) == 0 ? random.nextInt(5) * 1_000 : random.nextInt(5_000);
      inMicros.add(
          new TwoPassStats.Point(
              START * 1_000 + micros, random.nextGaussian(), random.nextDouble()));
    }
    SeriesStats one = new SeriesStats();
    inMicros.forEach(point -> one.add(CONTEXT, point.time(), point.value(), point.quality()));

    List<TwoPassStats.Point> shuffled = new ArrayList<>(inMicros);
    Collections.shuffle(shuffled, random);
    SeriesStats left = new SeriesStats();
    SeriesStats right = new SeriesStats();
    int half = random.nextInt(count);
    shuffled
        .subList(0, half)
        .forEach(point -> left.add(CONTEXT, point.time(), point.value(), point.quality()));
    shuffled
        .subList(half, count)
        .forEach(point -> right.add(CONTEXT, point.time(), point.value(), point.quality()));
    SeriesStats merged = CoderUtils.clone(SeriesStats.AccumulatorCoder.INSTANCE, left);
    merged.merge(CoderUtils.clone(SeriesStats.AccumulatorCoder.INSTANCE, right));

    assertEquals(one, merged);
    assertEquals(bytes(one), bytes(merged));
    assertEquals(one.toWindowStats(0, 1, 0), merged.toWindowStats(0, 1, 0));
    TwoPassStats expected = TwoPassStats.of(inMicros);
    assertEquals(expected.lastTime(), one.lastTimeMicros());
    assertEquals(expected.lastValue(), one.lastValue());
    // The two passes take the times for milliseconds.
    double slope = expected.slopePerMinute() * 1_000;
    if (Double.isNaN(slope)) {
      // All readings are of one microsecond.
      assertTrue(Double.isNaN(one.slopePerMinute()));
    } else {
      assertEquals(slope, one.slopePerMinute(), 1e-9 * Math.max(1, Math.abs(slope)));
    }
  }

  @Test
  void baselineDoesNotContainTheLastReading() {
    SeriesStats stats = new SeriesStats();
    stats.add(CONTEXT, (START + 2_000) * 1000, 1e12, 1);
    stats.add(CONTEXT, START * 1000, 10.0, 1);
    stats.add(CONTEXT, (START + 1_000) * 1000, 10.2, 1);
    assertEquals(10.1, stats.baselineMean());
    assertEquals(Math.sqrt(0.02), stats.baselineStddev(), 1e-14);
    assertEquals(1e12, stats.lastValue());
  }

  @Test
  void equalValuesHaveNoSpread() {
    SeriesStats stats = new SeriesStats();
    for (int i = 0; i < 100; i++) {
      stats.add(CONTEXT, (START + i * 1_000L) * 1000, 71.3, 1);
    }
    assertEquals(0.0, stats.stddev());
    assertEquals(0.0, stats.slopePerMinute());
    assertEquals(71.3, stats.mean());
  }

  @Test
  void ofSeveralReadingsAtTheLastTimeTheGreatestIsTheLast() {
    SeriesStats stats = new SeriesStats();
    stats.add(CONTEXT, START * 1000, 2, 1);
    stats.add(CONTEXT, START * 1000, 3, 1);
    stats.add(CONTEXT, START * 1000, 1, 1);
    assertEquals(3, stats.lastValue());
    assertEquals(1.5, stats.baselineMean());
    assertTrue(Double.isNaN(stats.slopePerMinute()));
  }

  @Test
  void contextIsThatOfTheLastReadingWhateverTheOrder() {
    SeriesStats forward = new SeriesStats();
    forward.add(context("old"), START, 1, 1);
    forward.add(context("new"), START + 1, 1, 1);
    SeriesStats backward = new SeriesStats();
    backward.add(context("new"), START + 1, 1, 1);
    backward.add(context("old"), START, 1, 1);
    assertEquals(context("new"), forward.context());
    assertEquals(context("new"), backward.context());
  }

  @Test
  void ofContextsOfEqualReadingsOneIsChosenWhateverTheOrder() {
    SeriesStats forward = new SeriesStats();
    forward.add(context("a"), START, 1, 1);
    forward.add(context("b"), START, 1, 1);
    SeriesStats backward = new SeriesStats();
    backward.add(context("b"), START, 1, 1);
    backward.add(context("a"), START, 1, 1);
    assertEquals(forward.context(), backward.context());
  }

  @Test
  void emptyIsTheIdentityOfMerging() {
    SeriesStats stats = stats(points(new Random(1), Shape.ORDINARY, 20));
    SeriesStats merged = new SeriesStats();
    merged.merge(new SeriesStats());
    assertEquals(new SeriesStats(), merged);
    assertNull(merged.context());
    merged.merge(stats);
    merged.merge(new SeriesStats());
    assertEquals(stats, merged);
  }

  @Test
  void coderRestoresEveryField() throws Exception {
    for (int count : new int[] {0, 1, 2, 50}) {
      SeriesStats stats = stats(points(new Random(count), Shape.SPIKES, count));
      SeriesStats decoded = CoderUtils.clone(SeriesStats.AccumulatorCoder.INSTANCE, stats);
      assertEquals(stats, decoded);
      assertEquals(stats.hashCode(), decoded.hashCode());
      decoded.add(CONTEXT, START * 1000, 5, 1);
      assertNotEquals(stats, decoded);
    }
  }

  @Test
  void ofEqualReadingsTheGreatestQualityIsTheLastWhateverTheOrder() throws CoderException {
    SeriesStats forward = new SeriesStats();
    forward.add(CONTEXT, START * 1000, 1, 0.25);
    forward.add(CONTEXT, START * 1000, 1, 0.75);
    SeriesStats backward = new SeriesStats();
    backward.add(CONTEXT, START * 1000, 1, 0.75);
    backward.add(CONTEXT, START * 1000, 1, 0.25);
    assertEquals(bytes(forward), bytes(backward));
    assertEquals(0.5, forward.meanQuality());
  }

  @Test
  void valuesOfAnyMagnitudeKeepTheirFigures() {
    for (double unit : new double[] {1e-300, 1e-160, 1e160, 1e300}) {
      SeriesStats stats = new SeriesStats();
      stats.add(CONTEXT, START * 1000, unit, 1);
      stats.add(CONTEXT, (START + 60_000) * 1000, 2 * unit, 1);
      stats.add(CONTEXT, (START + 120_000) * 1000, 3 * unit, 1);
      assertEquals(2 * unit, stats.mean(), Math.ulp(2 * unit));
      assertEquals(unit, stats.stddev(), Math.ulp(unit));
      assertEquals(unit, stats.slopePerMinute(), 2 * Math.ulp(unit));
    }
  }

  /** Some controllers write the greatest number where they have none. */
  @Test
  void slopeOfTheGreatestNumberIsFinite() {
    SeriesStats stats = new SeriesStats();
    for (int i = 0; i < 300; i++) {
      stats.add(CONTEXT, (START + i * 1_000L) * 1000, i == 299 ? Double.MAX_VALUE : 0, 1);
    }
    // Least squares: 6 y / (n (n + 1)) a step for a last value y alone, here of a second.
    double slope = Double.MAX_VALUE / (300.0 * 301.0) * 6 * 60;
    assertEquals(slope, stats.slopePerMinute(), slope * 1e-15);
  }

  @Test
  void bytesAreThoseOfTheFirstVersion() throws CoderException {
    assertEquals(
        "017202012804732d310c74656d70657261747572650c74656d70657261747572"
            + "6504662d310863656c736975730c0004662d3100000000000000f02e40040000"
            + "000000003fe00000000000003ff8000000000000400400000000000002018001"
            + "020240010205dc000203e800030f424000010100",
        bytes(twoReadings()));
  }

  private static SeriesStats twoReadings() {
    SeriesStats stats = new SeriesStats();
    stats.add(CONTEXT, 1_000_000, 1.5, 1);
    stats.add(CONTEXT, 3_000_000, 2.5, 0.5);
    return stats;
  }
}

package io.plantbeam.panes;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The figures by their definitions: first the means, then the sums about them, to 40 digits. */
record TwoPassStats(
    long count,
    double mean,
    double stddev,
    double min,
    double max,
    double lastValue,
    long lastTime,
    double slopePerMinute,
    double slopeScale,
    double meanQuality,
    double baselineMean,
    double baselineStddev) {

  /** A reading. */
  record Point(long time, double value, double quality) {}

  private static final MathContext DIGITS = new MathContext(40);

  static TwoPassStats of(List<Point> points) {
    List<Point> sorted =
        points.stream()
            .sorted(Comparator.comparingLong(Point::time).thenComparingDouble(Point::value))
            .toList();
    Point last = sorted.get(sorted.size() - 1);
    List<Point> others = sorted.subList(0, sorted.size() - 1);
    double timeSpread = comoment(points, Point::time, Point::time).doubleValue();
    double valueSpread = comoment(points, Point::value, Point::value).doubleValue();
    return new TwoPassStats(
        points.size(),
        mean(points, Point::value).doubleValue(),
        stddev(points),
        points.stream().mapToDouble(Point::value).min().orElseThrow(),
        points.stream().mapToDouble(Point::value).max().orElseThrow(),
        last.value,
        last.time,
        timeSpread == 0
            ? Double.NaN
            : comoment(points, Point::time, Point::value).doubleValue() / timeSpread * 60_000,
        Math.sqrt(valueSpread / timeSpread) * 60_000,
        mean(points, Point::quality).doubleValue(),
        others.isEmpty() ? Double.NaN : mean(others, Point::value).doubleValue(),
        stddev(others));
  }

  private static double stddev(List<Point> points) {
    if (points.size() < 2) {
      return Double.NaN;
    }
    return Math.sqrt(
        comoment(points, Point::value, Point::value).doubleValue() / (points.size() - 1));
  }

  private static BigDecimal mean(List<Point> points, ToDoubleFunction<Point> field) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Point point : points) {
      sum = sum.add(new BigDecimal(field.applyAsDouble(point)), DIGITS);
    }
    return sum.divide(BigDecimal.valueOf(points.size()), DIGITS);
  }

  private static BigDecimal comoment(
      List<Point> points, ToDoubleFunction<Point> one, ToDoubleFunction<Point> other) {
    BigDecimal oneMean = mean(points, one);
    BigDecimal otherMean = mean(points, other);
    BigDecimal sum = BigDecimal.ZERO;
    for (Point point : points) {
      BigDecimal oneDelta = new BigDecimal(one.applyAsDouble(point)).subtract(oneMean, DIGITS);
      BigDecimal otherDelta =
          new BigDecimal(other.applyAsDouble(point)).subtract(otherMean, DIGITS);
      sum = sum.add(oneDelta.multiply(otherDelta, DIGITS), DIGITS);
    }
    return sum;
  }
}

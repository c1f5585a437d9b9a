package io.plantbeam.windows;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Windows by their definition: each looks at all readings of its series. */
final class NaiveWindows {
  /** A reading of a series, its time in seconds since the test's start. */
  record Point(String sensor, long second, double value) {}

  /** The figures of a window that are exact in any order of summing small whole numbers. */
  record Figures(
      String sensor, long start, long end, long count, double last, double min, double sum) {
    static Figures of(String sensor, long start, long end, Iterable<Point> points) {
      long count = 0;
      Point last = null;
      double min = Double.POSITIVE_INFINITY;
      double sum = 0;
      for (Point point : points) {
        count++;
        sum += point.value;
        min = Math.min(min, point.value);
        if (last == null
            || point.second > last.second
            || (point.second == last.second && point.value > last.value)) {
          last = point;
        }
      }
      return new Figures(sensor, start, end, count, last.value, min, sum);
    }
  }

  private NaiveWindows() {}

  static List<Figures> of(List<Point> points, long size, long period) {
    TreeMap<String, List<Point>> bySensor = new TreeMap<>();
    points.forEach(p -> bySensor.computeIfAbsent(p.sensor, s -> new ArrayList<>()).add(p));
    return bySensor.entrySet().stream()
        .flatMap(series -> ofSeries(series.getKey(), series.getValue(), size, period))
        .toList();
  }

  private static Stream<Figures> ofSeries(
      String sensor, List<Point> points, long size, long period) {
    return points.stream()
        .flatMap(point -> startsOfWindows(point.second, size, period))
        .distinct()
        .sorted()
        .map(
            start ->
                Figures.of(
                    sensor,
                    start,
                    start + size,
                    points.stream()
                        .filter(p -> p.second >= start && p.second < start + size)
                        .toList()));
  }

  private static Stream<Long> startsOfWindows(long second, long size, long period) {
    return Stream.iterate(
        second - Math.floorMod(second, period), start -> start > second - size, s -> s - period);
  }
}

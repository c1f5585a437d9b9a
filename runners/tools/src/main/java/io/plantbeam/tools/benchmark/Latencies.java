package io.plantbeam.tools.benchmark;

import io.plantbeam.model.Figures;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** How long alerts of one kind took. */
final class Latencies {
  private static final double[] PERCENTILES = {50, 95, 99, 99.9};

  private final long[] sorted;
  private final int expected;

  /**
   * @param millis of each alert that came
   * @param expected how many should have come
   */
  Latencies(long[] millis, int expected) {
    sorted = millis.clone();
    Arrays.sort(sorted);
    this.expected = expected;
  }

  /**
   * The least value that so many percent of all do not exceed (the nearest rank), in milliseconds;
   * NaN where there are none.
   */
  double percentile(double percent) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int rank = (int) Math.ceil(percent * sorted.length / 100);
    return sorted[Math.max(1, rank) - 1];
  }

  /** The header of {@link #row}. */
  static String header() {
    return String.format(
        Locale.ROOT,
        "%10s  %-34s %13s %s",
        "messages/s",
        "alerts of",
        "came",
        DoubleStream.of(PERCENTILES)
            .mapToObj(percent -> String.format(Locale.ROOT, "%9s", "p" + Figures.format(percent)))
            .collect(Collectors.joining()));
  }

  /** A line: the rate, what raised the alerts, how many came, and percentiles in milliseconds. */
  String row(long rate, String what) {
    return String.format(
        Locale.ROOT,
        "%,10d  %-34s %,5d of %,5d %s",
        rate,
        what,
        sorted.length,
        expected,
        DoubleStream.of(PERCENTILES)
            .mapToObj(percent -> String.format(Locale.ROOT, "%,6.0f ms", percentile(percent)))
            .collect(Collectors.joining()));
  }
}

package io.plantbeam.tools.benchmark;

import java.util.Arrays;
import java.util.Locale;

/** The median of some figures, the least and the greatest of them. */
record Spread(double median, double least, double greatest) {

  /** Of at least one figure; the median of two is their mean. */
  static Spread of(double... figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    int upper = sorted.length / 2;
    int lower = (sorted.length - 1) / 2;
    return new Spread((sorted[lower] + sorted[upper]) / 2, sorted[0], sorted[sorted.length - 1]);
  }

  /** Such as {@code 1.70 (1.66 to 1.75)}. */
  String text(int digits) {
    String format = "%%,.%df (%%,.%df to %%,.%df)".formatted(digits, digits, digits);
    return String.format(Locale.ROOT, format, median, least, greatest);
  }
}

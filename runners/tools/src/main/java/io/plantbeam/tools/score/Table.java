package io.plantbeam.tools.score;

import java.util.List;
import java.util.Locale;

/**
 * A table of a report.
 *
 * @param header the first column is text, the others are figures
 */
record Table(String title, List<String> header, List<Row> rows) {

  /**
   * One line.
   *
   * @param own whether it is of this project, among published ones
   */
  record Row(List<String> cells, boolean own) {}

  /** A figure with so many decimals; a dash where there is none. */
  static String figure(double value, int decimals) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}

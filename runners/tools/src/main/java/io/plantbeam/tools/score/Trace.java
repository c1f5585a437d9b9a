package io.plantbeam.tools.score;

import java.util.Arrays;

/**
 * A curve of many rows in few columns: in each column of pixels the least and the greatest value,
 * so that no peak is lost.
 */
final class Trace {
  private final double[] values;
  private final double low;
  private final double high;

  /**
   * @param values finite
   * @param low drawn at the bottom
   * @param high drawn at the top
   */
  private Trace(double[] values, double low, double high) {
    this.values = values;
    this.low = low;
    this.high = high;
  }

  /** A curve that fills its height. */
  static Trace ofRange(double[] values) {
    return new Trace(
        values, Arrays.stream(values).min().orElse(0), Arrays.stream(values).max().orElse(0));
  }

  /** A curve from 0 to 1. */
  static Trace ofUnit(double[] values) {
    return new Trace(values, 0, 1);
  }

  double low() {
    return low;
  }

  double high() {
    return high;
  }

  /** Path commands in a rectangle. */
  CharSequence path(double left, double top, int width, double height) {
    StringBuilder path = new StringBuilder();
    int rows = values.length;
    for (int column = 0; column < width; column++) {
      int from = (int) ((long) column * rows / width);
      int to = (int) ((long) (column + 1) * rows / width);
      if (from == to) {
        continue;
      }
      double least = Double.POSITIVE_INFINITY;
      double greatest = Double.NEGATIVE_INFINITY;
      for (int row = from; row < to; row++) {
        least = Math.min(least, values[row]);
        greatest = Math.max(greatest, values[row]);
      }
      String bottom = SvgWriter.number(y(least, top, height));
      String peak = SvgWriter.number(y(greatest, top, height));
      path.append(path.length() == 0 ? 'M' : 'L')
          .append(SvgWriter.number(left + column))
          .append(' ')
          .append(bottom);
      if (!peak.equals(bottom)) {
        path.append('V').append(peak);
      }
    }
    return path;
  }

  private double y(double value, double top, double height) {
    return high > low ? top + height * (high - value) / (high - low) : top + height / 2;
  }
}

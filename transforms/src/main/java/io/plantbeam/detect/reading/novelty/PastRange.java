package io.plantbeam.detect.reading.novelty;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;

/**
 * The least and the greatest of the figures so far, and how far a new one goes beyond them.
 *
 * <p>Mutable and not thread-safe.
 */
final class PastRange {
  /** Less than this many widths comes from sums being rounded, not from the series. */
  private static final double ROUNDING = 1e-4;

  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;

  boolean isEmpty() {
    return high < low;
  }

  /** How far the figure is outside, in widths of the range, of which the least is given. */
  double novelty(double figure, double leastWidth) {
    double widths = Math.max(figure - high, low - figure) / width(leastWidth);
    return widths > ROUNDING && !isEmpty() ? widths : 0;
  }

  /**
   * Takes a figure in.
   *
   * @param kept the share of the width that is left before it; 1 where the range does not decay
   */
  void add(double figure, double kept) {
    if (kept < 1 && !isEmpty()) {
      double middle = (high + low) / 2;
      high = middle + (high - middle) * kept;
      low = middle + (low - middle) * kept;
    }
    low = Math.min(low, figure);
    high = Math.max(high, figure);
  }

  double low() {
    return low;
  }

  double high() {
    return high;
  }

  double width(double leastWidth) {
    return isEmpty() ? leastWidth : Math.max(high - low, leastWidth);
  }

  void write(ByteWriter out) {
    out.writeDouble(low);
    out.writeDouble(high);
  }

  static PastRange read(ByteReader in) {
    PastRange range = new PastRange();
    range.low = in.readDouble();
    range.high = in.readDouble();
    return range;
  }
}

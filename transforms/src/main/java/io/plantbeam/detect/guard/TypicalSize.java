package io.plantbeam.detect.guard;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;

/**
 * How large figures are when nothing in particular goes on: their mean if they were the distances
 * of a normal distribution, by the value that 35 % of them do not exceed. A machine that changes
 * its state for as much as half of the time hardly moves it, where a mean, clipped or not, would
 * tell of the changes of state.
 *
 * <p>The quantile is tracked by steps in proportion to itself (after Robbins and Monro, "A
 * Stochastic Approximation Method", 1951).
 *
 * <p>Mutable and not thread-safe.
 */
final class TypicalSize {
  private static final double QUANTILE = 0.35;

  /** Of a normal distribution, the mean distance from 0 divided by this quantile of distances. */
  private static final double MEAN_BY_QUANTILE = 0.798 / 0.454;

  private static final int AT_FIRST = 20;
  private static final double LEAST_PACE = 0.001;
  private static final double LEAST_QUANTA = 0.05;
  private static final int MOST_COUNTED = 1_000_000;

  private double quantile;
  private int count;

  double mean() {
    return MEAN_BY_QUANTILE * quantile;
  }

  /**
   * Takes a figure in.
   *
   * @param figure not negative
   * @param quantum the smallest step of the series; infinite while it has taken none
   */
  void add(double figure, double quantum) {
    if (count < MOST_COUNTED) {
      count++;
    }
    if (count <= AT_FIRST) {
      quantile += (figure / MEAN_BY_QUANTILE - quantile) / count;
    } else {
      double pace = Math.max(1.0 / count, LEAST_PACE);
      quantile *= figure > quantile ? 1 + QUANTILE * pace : 1 - (1 - QUANTILE) * pace;
    }
    if (quantum < Double.POSITIVE_INFINITY) {
      quantile = Math.max(quantile, LEAST_QUANTA * quantum);
    }
  }

  void write(ByteWriter out) {
    out.writeDouble(quantile);
    out.writeVarLong(count);
  }

  static TypicalSize read(ByteReader in) {
    TypicalSize value = new TypicalSize();
    value.quantile = in.readDouble();
    value.count = in.readVarInt();
    return value;
  }
}

package io.plantbeam.detect.reading.novelty;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;

/**
 * The mean of the last figures, as many as it has room for.
 *
 * <p>Mutable and not thread-safe.
 */
final class MovingMean {
  /** A figure so much larger than the sum of the others has taken digits of it along. */
  private static final double LARGE = 1000;

  private final double[] figures;
  private int count;
  private int next;
  private double sum;

  MovingMean(int room) {
    figures = new double[room];
  }

  void add(double figure) {
    double oldest = figures[next];
    figures[next] = figure;
    next++;
    if (count < figures.length) {
      count++;
    }
    sum += figure - oldest;
    if (next == figures.length) {
      next = 0;
      sum = sumAgain();
    } else if (Math.abs(oldest) > LARGE * Math.abs(sum)) {
      sum = sumAgain();
    }
  }

  boolean isFull() {
    return count == figures.length;
  }

  double mean() {
    return sum / count;
  }

  /** At least once a round, because sums and differences gather rounding errors. */
  private double sumAgain() {
    double again = 0;
    for (double figure : figures) {
      again += figure;
    }
    return again;
  }

  void write(ByteWriter out) {
    out.writeVarLong(count);
    out.writeVarLong(next);
    out.writeDouble(sum);
    for (int i = 0; i < count; i++) {
      out.writeDouble(figures[i]);
    }
  }

  static MovingMean read(int room, ByteReader in) {
    MovingMean mean = new MovingMean(room);
    mean.count = in.readVarInt();
    mean.next = in.readVarInt();
    mean.sum = in.readDouble();
    for (int i = 0; i < mean.count; i++) {
      mean.figures[i] = in.readDouble();
    }
    return mean;
  }
}

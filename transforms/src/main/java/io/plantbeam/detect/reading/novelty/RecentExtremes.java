package io.plantbeam.detect.reading.novelty;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;

/**
 * The lowest and the highest of the last figures, as many as it has room for.
 *
 * <p>Mutable and not thread-safe.
 */
final class RecentExtremes {
  private final double[] figures;
  private int count;
  private int next;
  private double lowest = Double.POSITIVE_INFINITY;
  private double highest = Double.NEGATIVE_INFINITY;

  RecentExtremes(int room) {
    figures = new double[room];
  }

  void add(double figure) {
    double oldest = figures[next];
    boolean losesExtreme = isFull() && (oldest == lowest || oldest == highest);
    figures[next] = figure;
    next = next + 1 == figures.length ? 0 : next + 1;
    if (count < figures.length) {
      count++;
    }
    if (losesExtreme) {
      lookAtAll();
    } else {
      lookAt(figure);
    }
  }

  boolean isFull() {
    return count == figures.length;
  }

  double lowest() {
    return lowest;
  }

  double highest() {
    return highest;
  }

  private void lookAtAll() {
    lowest = Double.POSITIVE_INFINITY;
    highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      lookAt(figures[i]);
    }
  }

  private void lookAt(double figure) {
    if (figure < lowest) {
      lowest = figure;
    }
    if (figure > highest) {
      highest = figure;
    }
  }

  void write(ByteWriter out) {
    out.writeVarLong(count);
    out.writeVarLong(next);
    for (int i = 0; i < count; i++) {
      out.writeDouble(figures[i]);
    }
  }

  static RecentExtremes read(int room, ByteReader in) {
    RecentExtremes extremes = new RecentExtremes(room);
    extremes.count = in.readVarInt();
    extremes.next = in.readVarInt();
    for (int i = 0; i < extremes.count; i++) {
      extremes.figures[i] = in.readDouble();
    }
    extremes.lookAtAll();
    return extremes;
  }
}

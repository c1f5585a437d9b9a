package io.plantbeam.detect.guard;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;

/**
 * Between which levels a series has been in all clock hours that are over but the last: a fault
 * that begins in one hour is not usual in the next.
 *
 * <p>Mutable and not thread-safe.
 */
final class LevelRange {
  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;
  private double lastLow = Double.POSITIVE_INFINITY;
  private double lastHigh = Double.NEGATIVE_INFINITY;
  private double runningLow = Double.POSITIVE_INFINITY;
  private double runningHigh = Double.NEGATIVE_INFINITY;

  boolean isKnown() {
    return low <= high;
  }

  double low() {
    return low;
  }

  double high() {
    return high;
  }

  void add(double level) {
    runningLow = Math.min(runningLow, level);
    runningHigh = Math.max(runningHigh, level);
  }

  void endHour() {
    low = Math.min(low, lastLow);
    high = Math.max(high, lastHigh);
    lastLow = runningLow;
    lastHigh = runningHigh;
    runningLow = Double.POSITIVE_INFINITY;
    runningHigh = Double.NEGATIVE_INFINITY;
  }

  void write(ByteWriter out) {
    out.writeDouble(low);
    out.writeDouble(high);
    out.writeDouble(lastLow);
    out.writeDouble(lastHigh);
    out.writeDouble(runningLow);
    out.writeDouble(runningHigh);
  }

  static LevelRange read(ByteReader in) {
    LevelRange value = new LevelRange();
    value.low = in.readDouble();
    value.high = in.readDouble();
    value.lastLow = in.readDouble();
    value.lastHigh = in.readDouble();
    value.runningLow = in.readDouble();
    value.runningHigh = in.readDouble();
    return value;
  }
}

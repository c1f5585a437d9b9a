package io.plantbeam.detect.guard;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;

/**
 * The mean of figures that are not negative: of all of them at first, then weighted towards the
 * last ones. A figure far above the mean counts as one that is less far, so that a change of state
 * does not pass for noise.
 *
 * <p>Mutable and not thread-safe.
 */
final class ClippedMean {
  /** So many figures are taken as they are. */
  static final int UNCLIPPED = 20;

  /** Beyond this the number makes no difference to any weight. */
  private static final int MOST_COUNTED = 1_000_000;

  private double mean;
  private int count;

  double mean() {
    return mean;
  }

  int count() {
    return count;
  }

  /**
   * Takes a figure in.
   *
   * @param leastWeight of it, from which on the mean forgets
   * @param mostTimes so many means it counts at most
   * @param leastBound as so much it may always count; without, a mean of 0 would stay 0
   */
  void add(double figure, double leastWeight, double mostTimes, double leastBound) {
    double counted =
        count < UNCLIPPED ? figure : Math.min(figure, Math.max(mostTimes * mean, leastBound));
    if (count < MOST_COUNTED) {
      count++;
    }
    mean += (counted - mean) * (count * leastWeight < 1 ? 1.0 / count : leastWeight);
  }

  void write(ByteWriter out) {
    out.writeDouble(mean);
    out.writeVarLong(count);
  }

  static ClippedMean read(ByteReader in) {
    ClippedMean value = new ClippedMean();
    value.mean = in.readDouble();
    value.count = in.readVarInt();
    return value;
  }
}

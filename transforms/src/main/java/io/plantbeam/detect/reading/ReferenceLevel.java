package io.plantbeam.detect.reading;

import io.plantbeam.model.ByteReader;
import io.plantbeam.model.ByteWriter;

/**
 * Mean and standard deviation of the first readings of a series, which control charts judge the
 * later ones by. Fixed once it is learned.
 */
final class ReferenceLevel {
  private int readings;
  private double mean;

  /** The standard deviation once learned; before that, the sum of squared deviations. */
  private double deviation;

  /**
   * Learns from a value, unless enough have been learned from.
   *
   * @param enough readings to learn from
   * @param floor the least standard deviation, as a fraction of the mean
   * @return whether this value is to be judged: the level was already known
   */
  boolean isKnownBefore(double value, int enough, double floor) {
    if (readings >= enough) {
      return true;
    }
    // Welford's update.
    readings++;
    double delta = value - mean;
    mean += delta / readings;
    deviation += delta * (value - mean);
    if (readings == enough) {
      deviation = Magnitude.deviation(Math.sqrt(deviation / (readings - 1)), mean, floor);
    }
    return false;
  }

  /** The distance of a value from the mean in standard deviations. */
  double deviations(double value) {
    return (value - mean) / deviation;
  }

  /** The value at a distance from the mean in standard deviations. */
  double at(double deviations) {
    return mean + deviations * deviation;
  }

  /** Whether the readings that were learned from differ by more than the floor. */
  boolean varies(double floor) {
    return deviation > Magnitude.deviation(0, mean, floor);
  }

  void write(ByteWriter out) {
    out.writeVarLong(readings);
    out.writeDouble(mean);
    out.writeDouble(deviation);
  }

  static ReferenceLevel read(ByteReader in) {
    ReferenceLevel level = new ReferenceLevel();
    level.readings = in.readVarInt();
    level.mean = in.readDouble();
    level.deviation = in.readDouble();
    return level;
  }
}

package io.plantbeam.detect.reading.chart;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.detect.reading.Magnitude;

/**
 * Mean and standard deviation of the first readings of a series, which control charts judge the
 * later ones by. Fixed once it is learned.
 */
final class ReferenceLevel {
  private boolean known;
  private int readings;
  private double mean;

  /** The standard deviation once learned; before that, the sum of squared deviations. */
  private double deviation;

  /**
   * Learns from a value, unless the level is known. It stays so whatever later settings ask for.
   *
   * @param enough readings to learn from
   * @param floor the least standard deviation, as a fraction of the mean
   * @return whether this value is to be judged: the level was already known
   */
  boolean isKnownBefore(double value, int enough, double floor) {
    if (known) {
      return true;
    }
    if (readings >= enough) {
      // More were asked for when learning began.
      endLearning(floor);
      return true;
    }
    // Welford's update.
    readings++;
    double delta = value - mean;
    mean += delta / readings;
    deviation += delta * (value - mean);
    if (readings == enough) {
      endLearning(floor);
    }
    return false;
  }

  private void endLearning(double floor) {
    deviation = Magnitude.deviation(Math.sqrt(deviation / (readings - 1)), mean, floor);
    known = true;
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

  /** The number of readings, mean, deviation, whether it is known. */
  static final class LevelCoder extends VersionedCoder<ReferenceLevel> {
    private static final long serialVersionUID = 1;

    static final LevelCoder INSTANCE = new LevelCoder();

    private LevelCoder() {
      super(1);
    }

    @Override
    protected void write(ReferenceLevel value, ByteWriter out) {
      out.writeVarLong(value.readings);
      out.writeDouble(value.mean);
      out.writeDouble(value.deviation);
      out.writeBoolean(value.known);
    }

    @Override
    protected ReferenceLevel read(int bodyVersion, ByteReader in) {
      ReferenceLevel level = new ReferenceLevel();
      level.readings = in.readVarInt();
      level.mean = in.readDouble();
      level.deviation = in.readDouble();
      level.known = in.readBoolean();
      return level;
    }
  }
}

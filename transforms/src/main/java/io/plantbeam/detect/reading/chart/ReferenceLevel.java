package io.plantbeam.detect.reading.chart;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.detect.reading.Magnitude;

/**
 * Mean and standard deviation of the first readings of a series, which control charts judge the
 * later ones by. Fixed once it is learned.
 */
final class ReferenceLevel {
  /** What of a level is kept has this since the second version of the coders that keep it. */
  private static final int FIRST_VERSION_WITH_PHASE = 2;

  /** The order is part of the coders. */
  private enum Phase {
    LEARNING,
    KNOWN,
    /** The first version did not say: known if it has as many readings as settings ask for. */
    UNTOLD
  }

  private static final Phase[] PHASES = Phase.values();

  private Phase phase = Phase.LEARNING;

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
    if (phase == Phase.UNTOLD) {
      phase = readings >= enough ? Phase.KNOWN : Phase.LEARNING;
    }
    if (phase == Phase.KNOWN) {
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
    phase = Phase.KNOWN;
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
    out.writeByte(phase.ordinal());
  }

  /**
   * Reads a level.
   *
   * @param bodyVersion of the detector's state
   */
  static ReferenceLevel read(int bodyVersion, ByteReader in) {
    ReferenceLevel level = new ReferenceLevel();
    level.readings = in.readVarInt();
    level.mean = in.readDouble();
    level.deviation = in.readDouble();
    level.phase = bodyVersion < FIRST_VERSION_WITH_PHASE ? Phase.UNTOLD : PHASES[in.readByte()];
    return level;
  }
}

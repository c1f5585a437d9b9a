package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import java.io.Serializable;

/**
 * The alarm limits of a series, with the attributes that ANSI/ISA-18.2 (Management of Alarm Systems
 * for the Process Industries) gives to each alarm. Limits are in the unit of the readings, and NaN
 * where there is none.
 *
 * @param deadband how far inside a limit a reading must be for its alarm to end; 0 for at the limit
 * @param onDelayMillis for how long readings must be beyond a limit before its alarm begins
 * @param offDelayMillis for how long readings must be inside before it ends
 */
public record AlarmLimits(
    double lowLow,
    double low,
    double high,
    double highHigh,
    double deadband,
    long onDelayMillis,
    long offDelayMillis)
    implements Serializable {
  /** A series without limits. */
  public static final AlarmLimits NONE =
      new AlarmLimits(Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0, 0, 0);

  private static final int HAS_DEADBAND = 16;
  private static final int HAS_ON_DELAY = 32;
  private static final int HAS_OFF_DELAY = 64;

  /** Whether there is a limit. */
  public boolean any() {
    return !(Double.isNaN(lowLow)
        && Double.isNaN(low)
        && Double.isNaN(high)
        && Double.isNaN(highHigh));
  }

  /** The least value inside all limits; NaN where nothing is too low. */
  public double innerLow() {
    return Double.isNaN(low) ? lowLow : low;
  }

  /** The greatest value inside all limits; NaN where nothing is too high. */
  public double innerHigh() {
    return Double.isNaN(high) ? highHigh : high;
  }

  /** Appends flags and what they announce. */
  public void write(ByteWriter out) {
    double[] limits = {lowLow, low, high, highHigh};
    int flags =
        (deadband == 0 ? 0 : HAS_DEADBAND)
            | (onDelayMillis == 0 ? 0 : HAS_ON_DELAY)
            | (offDelayMillis == 0 ? 0 : HAS_OFF_DELAY);
    for (int i = 0; i < limits.length; i++) {
      flags |= Double.isNaN(limits[i]) ? 0 : 1 << i;
    }
    out.writeByte(flags);
    for (double limit : limits) {
      if (!Double.isNaN(limit)) {
        out.writeDouble(limit);
      }
    }
    if (deadband != 0) {
      out.writeDouble(deadband);
    }
    if (onDelayMillis != 0) {
      out.writeVarLong(onDelayMillis);
    }
    if (offDelayMillis != 0) {
      out.writeVarLong(offDelayMillis);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static AlarmLimits read(ByteReader in) {
    int flags = in.readByte();
    double[] limits = new double[4];
    for (int i = 0; i < limits.length; i++) {
      limits[i] = (flags & 1 << i) != 0 ? in.readDouble() : Double.NaN;
    }
    return new AlarmLimits(
        limits[0],
        limits[1],
        limits[2],
        limits[3],
        (flags & HAS_DEADBAND) != 0 ? in.readDouble() : 0,
        (flags & HAS_ON_DELAY) != 0 ? in.readVarLong() : 0,
        (flags & HAS_OFF_DELAY) != 0 ? in.readVarLong() : 0);
  }
}

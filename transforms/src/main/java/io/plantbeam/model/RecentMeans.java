package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The curve of a series up to some time: its means by minute of the clock, of minutes that have
 * readings, the last {@value #MOST} of them. What lies three weeks before the next one is left out.
 *
 * <p>Means are in single precision, which is finer than a curve shows, and at most {@link
 * Float#MAX_VALUE} in magnitude. Immutable; encoded, some 300 bytes.
 */
public final class RecentMeans {
  public static final int MOST = 60;

  /** Of a series of which nothing is known. */
  public static final RecentMeans NONE = new RecentMeans(0, new short[0], new float[0]);

  private static final long MINUTE_MICROS = 60_000_000;

  /** The minute of the last mean, counted from the epoch. */
  private final long last;

  /** From each mean to the one before it, in minutes; of the first, 0. */
  private final short[] steps;

  private final float[] means;

  private RecentMeans(long last, short[] steps, float[] means) {
    this.last = last;
    this.steps = steps;
    this.means = means;
  }

  /**
   * The mean of a minute.
   *
   * @param startMicros of the minute, in microseconds since the epoch
   */
  public record Mean(long startMicros, float mean) {}

  /** The minute of an event time, counted from the epoch. */
  public static long minuteOf(long epochMicros) {
    return Math.floorDiv(epochMicros, MINUTE_MICROS);
  }

  public boolean isEmpty() {
    return means.length == 0;
  }

  /** The means in the order of their minutes. */
  public List<Mean> toList() {
    long[] minutes = minutes();
    List<Mean> list = new ArrayList<>(minutes.length);
    for (int i = 0; i < minutes.length; i++) {
      list.add(new Mean(minutes[i] * MINUTE_MICROS, means[i]));
    }
    return list;
  }

  private long[] minutes() {
    long[] minutes = new long[means.length];
    long minute = last;
    for (int i = minutes.length - 1; i >= 0; i--) {
      minutes[i] = minute;
      minute -= steps[i];
    }
    return minutes;
  }

  /**
   * The same with the mean of a minute, in place of what was known of that minute.
   *
   * @param minute counted from the epoch
   */
  public RecentMeans with(long minute, double mean) {
    int size = means.length;
    if (size > 0 && minute <= last) {
      return corrected(minute, mean);
    }
    int kept = size > 0 && minute - last <= Short.MAX_VALUE ? Math.min(size, MOST - 1) : 0;
    short[] longerSteps = new short[kept + 1];
    float[] longer = new float[kept + 1];
    System.arraycopy(means, size - kept, longer, 0, kept);
    longer[kept] = (float) bounded(mean);
    if (kept > 0) {
      System.arraycopy(steps, size - kept, longerSteps, 0, kept);
      longerSteps[0] = 0;
      longerSteps[kept] = (short) (minute - last);
    }
    return new RecentMeans(minute, longerSteps, longer);
  }

  private RecentMeans corrected(long minute, double mean) {
    SortedMap<Long, Double> byMinute = new TreeMap<>();
    long[] minutes = minutes();
    for (int i = 0; i < minutes.length; i++) {
      byMinute.put(minutes[i], (double) means[i]);
    }
    byMinute.put(minute, mean);
    RecentMeans all = NONE;
    for (Map.Entry<Long, Double> entry : byMinute.entrySet()) {
      all = all.with(entry.getKey(), entry.getValue());
    }
    return all;
  }

  /** The value, or the nearest that single precision has. */
  static double bounded(double value) {
    return Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecentMeans that
        && last == that.last
        && Arrays.equals(steps, that.steps)
        && Arrays.equals(means, that.means);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(last) + Arrays.hashCode(means);
  }

  @Override
  public String toString() {
    return toList().toString();
  }

  /** How many; then the last minute, the steps between minutes, and the means. */
  public static final class RecentMeansCoder extends VersionedCoder<RecentMeans> {
    private static final long serialVersionUID = 1;

    public static final RecentMeansCoder INSTANCE = new RecentMeansCoder();

    private RecentMeansCoder() {
      super(1);
    }

    @Override
    protected void write(RecentMeans value, ByteWriter out) {
      out.writeByte(value.means.length);
      if (value.isEmpty()) {
        return;
      }
      out.writeSignedVarLong(value.last);
      for (int i = 1; i < value.steps.length; i++) {
        out.writeVarLong(value.steps[i]);
      }
      for (float mean : value.means) {
        out.writeFloat(mean);
      }
    }

    @Override
    protected RecentMeans read(int bodyVersion, ByteReader in) {
      int size = in.readByte();
      if (size == 0) {
        return NONE;
      }
      if (size < 0 || size > MOST) {
        throw new IndexOutOfBoundsException("There are not " + size + " means");
      }
      long last = in.readSignedVarLong();
      short[] steps = new short[size];
      for (int i = 1; i < size; i++) {
        steps[i] = (short) in.readVarInt();
      }
      float[] means = new float[size];
      for (int i = 0; i < size; i++) {
        means[i] = in.readFloat();
      }
      return new RecentMeans(last, steps, means);
    }
  }
}

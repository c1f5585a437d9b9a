package io.plantbeam.panes;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.Timestamps;
import io.plantbeam.model.WindowStats;
import java.util.Arrays;
import java.util.Objects;

/**
 * The one accumulator of a series' readings: added to reading by reading, merged in any order and
 * grouping, and turned into the figures of a window, which are the same to the last bit whatever
 * the order and grouping were.
 *
 * <p>The last reading (greatest event time; of several there, the greatest value) is kept apart
 * from the moments of the others, so that it can be judged against a baseline that does not contain
 * it.
 *
 * <p>Mutable and not thread-safe.
 */
public final class SeriesStats {
  private SeriesContext context;
  private long lastTime;
  private double lastValue;
  private double lastQuality;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private long count;

  /** Of all readings but the last; null while there are none. */
  private Moments others;

  /** Holds no reading. */
  public SeriesStats() {}

  /**
   * Adds a reading.
   *
   * @param context what results are labelled with if this is the last reading
   * @param timeMicros event time, microseconds since the epoch
   * @param value finite
   */
  public void add(SeriesContext context, long timeMicros, double value, double quality) {
    min = Math.min(min, value);
    max = Math.max(max, value);
    addToLastOrOthers(context, timeMicros, value, quality);
  }

  /** Adds all readings of another accumulator, which stays as it is. */
  public void merge(SeriesStats other) {
    if (other.count == 0) {
      return;
    }
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    if (other.others != null) {
      count += other.others.count();
      othersToAddTo().add(other.others);
    }
    if (context == null) {
      count++;
      setLast(other.context, other.lastTime, other.lastValue, other.lastQuality);
    } else {
      addToLastOrOthers(other.context, other.lastTime, other.lastValue, other.lastQuality);
    }
  }

  /** Of this reading and the present last one, keeps the later as the last. */
  private void addToLastOrOthers(
      SeriesContext itsContext, long time, double value, double quality) {
    if (count++ == 0) {
      setLast(itsContext, time, value, quality);
      return;
    }
    int order = compareToLast(time, value, quality);
    if (order > 0) {
      othersToAddTo().add(lastTime, lastValue, lastQuality);
      setLast(itsContext, time, value, quality);
    } else {
      othersToAddTo().add(time, value, quality);
      if (order == 0) {
        context = SeriesContext.greater(context, itsContext);
      }
    }
  }

  private int compareToLast(long time, double value, double quality) {
    if (time != lastTime) {
      return time > lastTime ? 1 : -1;
    }
    int order = Double.compare(value, lastValue);
    return order != 0 ? order : Double.compare(quality, lastQuality);
  }

  private void setLast(SeriesContext itsContext, long time, double value, double quality) {
    context = itsContext;
    lastTime = time;
    lastValue = value;
    lastQuality = quality;
  }

  private Moments othersToAddTo() {
    if (others == null) {
      others = new Moments();
    }
    return others;
  }

  /** The number of readings. */
  public long count() {
    return count;
  }

  /** The greatest event time, microseconds since the epoch; meaningless without a reading. */
  public long lastTimeMicros() {
    return lastTime;
  }

  /** The same in milliseconds; what is finer is cut off. */
  public long lastTimeMillis() {
    return Timestamps.toMillis(lastTime);
  }

  /** The value at {@link #lastTimeMicros}; of several there, the greatest. */
  public double lastValue() {
    return lastValue;
  }

  /** The context of the last reading; null without a reading. */
  public SeriesContext context() {
    return context;
  }

  public double min() {
    return min;
  }

  public double max() {
    return max;
  }

  /** The arithmetic mean of the values, NaN without a reading. */
  public double mean() {
    return moments().mean();
  }

  /** The arithmetic mean of the qualities, NaN without a reading. */
  public double meanQuality() {
    return moments().meanQuality();
  }

  /** The sample standard deviation of the values, NaN below 2 readings. */
  public double stddev() {
    return moments().stddev();
  }

  /** The arithmetic mean of all values but the last, NaN below 2 readings. */
  public double baselineMean() {
    return others == null ? Double.NaN : others.mean();
  }

  /** The sample standard deviation of all values but the last, NaN below 3 readings. */
  public double baselineStddev() {
    return others == null ? Double.NaN : others.stddev();
  }

  /** The least-squares slope of value over event time, NaN below 2 distinct times. */
  public double slopePerMinute() {
    return moments().slopePerMinute();
  }

  /** Of all readings. */
  private Moments moments() {
    Moments all = others == null ? new Moments() : others.copy();
    if (count > 0) {
      all.add(lastTime, lastValue, lastQuality);
    }
    return all;
  }

  /** The figures of the window that holds these readings; there must be at least one. */
  public WindowStats toWindowStats(long windowStart, long windowEnd, long revision) {
    Moments all = moments();
    return new WindowStats(
        context,
        windowStart,
        windowEnd,
        count,
        all.mean(),
        all.stddev(),
        min,
        max,
        lastValue,
        lastTime,
        all.slopePerMinute(),
        all.meanQuality(),
        baselineMean(),
        baselineStddev(),
        revision);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SeriesStats that
        && count == that.count
        && lastTime == that.lastTime
        && Arrays.equals(figures(), that.figures())
        && Objects.equals(context, that.context)
        && Objects.equals(othersInUnit(), that.othersInUnit());
  }

  @Override
  public int hashCode() {
    return Objects.hash(count, lastTime, Arrays.hashCode(figures()), context, othersInUnit());
  }

  /** The moments of the others in milliseconds if all times are whole ones, the last one too. */
  private Moments othersInUnit() {
    return others == null || ByteWriter.isWholeMillis(lastTime) ? others : others.inMicros();
  }

  private double[] figures() {
    return new double[] {lastValue, lastQuality, min, max};
  }

  @Override
  public String toString() {
    return "SeriesStats[%s, %d readings, mean %s, last %s at %d]"
        .formatted(context, count, mean(), lastValue, lastTime);
  }

  /**
   * Count; unless it is 0, context and last reading; above 1, minimum, maximum and the moments of
   * the others. The time of the last reading is written in the unit of these moments.
   */
  public static final class AccumulatorCoder extends VersionedCoder<SeriesStats> {
    private static final long serialVersionUID = 1;

    public static final AccumulatorCoder INSTANCE = new AccumulatorCoder();

    private AccumulatorCoder() {
      super(1);
    }

    @Override
    protected void write(SeriesStats value, ByteWriter out) {
      out.writeVarLong(value.count);
      if (value.count == 0) {
        return;
      }
      value.context.write(out);
      Moments others = value.othersInUnit();
      out.writeTime(
          value.lastTime,
          others == null ? ByteWriter.isWholeMillis(value.lastTime) : !others.isInMicros());
      out.writeDouble(value.lastValue);
      out.writeDouble(value.lastQuality);
      if (value.count == 1) {
        return;
      }
      out.writeDouble(value.min);
      out.writeDouble(value.max);
      others.write(out);
    }

    @Override
    protected SeriesStats read(int bodyVersion, ByteReader in) {
      SeriesStats value = new SeriesStats();
      value.count = in.readVarLong();
      if (value.count == 0) {
        return value;
      }
      value.context = SeriesContext.read(in);
      boolean inMicros = !in.isTimeInMillis();
      value.lastTime = in.readTime();
      value.lastValue = in.readDouble();
      value.lastQuality = in.readDouble();
      if (value.count == 1) {
        value.min = value.lastValue;
        value.max = value.lastValue;
        return value;
      }
      value.min = in.readDouble();
      value.max = in.readDouble();
      value.others = Moments.read(value.count - 1, inMicros, in);
      return value;
    }
  }
}

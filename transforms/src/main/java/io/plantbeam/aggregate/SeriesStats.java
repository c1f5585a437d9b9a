package io.plantbeam.aggregate;

import io.plantbeam.model.ByteReader;
import io.plantbeam.model.ByteWriter;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.VersionedCoder;
import io.plantbeam.model.WindowStats;
import java.util.Arrays;
import java.util.Objects;

/**
 * The one accumulator of a series' readings: added to reading by reading, merged in any order and
 * grouping, and turned into the figures of a window.
 *
 * <p>The last reading (greatest event time; of several there, the greatest value) is kept apart
 * from the moments of the others, so that it can be judged against a baseline that does not contain
 * it. Taking it out of common moments afterwards would lose the baseline's digits whenever the last
 * reading is a spike.
 *
 * <p>Moments are updated and merged after T. F. Chan, G. H. Golub, R. J. LeVeque, "Updating
 * Formulae and a Pairwise Algorithm for Computing Sample Variances", Stanford STAN-CS-79-773, 1979;
 * the co-moment of time and value by the same formula with one factor of each. Times and values are
 * taken relative to those of a reading at hand, so that neither milliseconds since the epoch nor a
 * large offset of the sensor costs digits.
 *
 * <p>Mutable and not thread-safe.
 */
public final class SeriesStats {
  private static final double MILLIS_PER_MINUTE = 60_000.0;

  private SeriesContext context;
  private long lastTime;
  private double lastValue;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private double qualitySum;
  private long count;

  /** The others: all readings but the last. Means are relative to the bases. */
  private long others;

  private long timeBase;
  private double valueBase;
  private double timeMean;
  private double valueMean;
  private double timeM2;
  private double valueM2;
  private double timeValueC;

  /** Holds no reading. */
  public SeriesStats() {}

  /**
   * Adds a reading.
   *
   * @param context what results are labelled with if this is the last reading
   * @param timeMillis event time, milliseconds since the epoch
   * @param value finite
   */
  public void add(SeriesContext context, long timeMillis, double value, double quality) {
    min = Math.min(min, value);
    max = Math.max(max, value);
    qualitySum += quality;
    count++;
    addToLastOrOthers(context, timeMillis, value);
  }

  /** Adds all readings of another accumulator, which stays as it is. */
  public void merge(SeriesStats other) {
    if (other.count == 0) {
      return;
    }
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    qualitySum += other.qualitySum;
    long countBefore = count;
    count += other.count;
    mergeOthers(other);
    if (countBefore == 0) {
      setLast(other.context, other.lastTime, other.lastValue);
    } else {
      addToLastOrOthers(other.context, other.lastTime, other.lastValue);
    }
  }

  /** Of this reading and the present last one, keeps the later as the last. */
  private void addToLastOrOthers(SeriesContext itsContext, long time, double value) {
    if (count == 1) {
      setLast(itsContext, time, value);
    } else if (time > lastTime) {
      addToOthers(lastTime, lastValue);
      setLast(itsContext, time, value);
    } else if (time < lastTime) {
      addToOthers(time, value);
    } else {
      addAtLastTime(itsContext, value);
    }
  }

  private void addAtLastTime(SeriesContext itsContext, double value) {
    int order = Double.compare(value, lastValue);
    if (order > 0) {
      addToOthers(lastTime, lastValue);
      setLast(itsContext, lastTime, value);
    } else {
      addToOthers(lastTime, value);
      if (order == 0) {
        context = greater(context, itsContext);
      }
    }
  }

  private void setLast(SeriesContext itsContext, long time, double value) {
    context = itsContext;
    lastTime = time;
    lastValue = value;
  }

  private void addToOthers(long time, double value) {
    if (others++ == 0) {
      timeBase = time;
      valueBase = value;
      return;
    }
    double weight = 1.0 / others;
    double relativeTime = time - timeBase;
    double relativeValue = value - valueBase;
    double timeDelta = relativeTime - timeMean;
    double valueDelta = relativeValue - valueMean;
    timeMean += timeDelta * weight;
    valueMean += valueDelta * weight;
    double valueResidual = relativeValue - valueMean;
    timeM2 += timeDelta * (relativeTime - timeMean);
    valueM2 += valueDelta * valueResidual;
    timeValueC += timeDelta * valueResidual;
  }

  private void mergeOthers(SeriesStats other) {
    if (other.others == 0) {
      return;
    }
    if (others == 0) {
      others = other.others;
      timeBase = other.timeBase;
      valueBase = other.valueBase;
      timeMean = other.timeMean;
      valueMean = other.valueMean;
      timeM2 = other.timeM2;
      valueM2 = other.valueM2;
      timeValueC = other.timeValueC;
      return;
    }
    long total = others + other.others;
    double weight = (double) other.others / total;
    double timeDelta = (other.timeBase - timeBase) + (other.timeMean - timeMean);
    double valueDelta = (other.valueBase - valueBase) + (other.valueMean - valueMean);
    double correction = others * weight;
    timeM2 += other.timeM2 + timeDelta * timeDelta * correction;
    valueM2 += other.valueM2 + valueDelta * valueDelta * correction;
    timeValueC += other.timeValueC + timeDelta * valueDelta * correction;
    timeMean += timeDelta * weight;
    valueMean += valueDelta * weight;
    others = total;
  }

  /**
   * Of contexts that claim the same reading, one that does not depend on the order of arrival.
   * Which one it is has no meaning.
   */
  private static SeriesContext greater(SeriesContext one, SeriesContext other) {
    if (one.equals(other)) {
      return one;
    }
    return Arrays.compareUnsigned(bytes(one), bytes(other)) >= 0 ? one : other;
  }

  private static byte[] bytes(SeriesContext context) {
    ByteWriter out = new ByteWriter(256);
    context.write(out);
    return out.toByteArray();
  }

  /** The number of readings. */
  public long count() {
    return count;
  }

  /** The greatest event time, milliseconds since the epoch; meaningless without a reading. */
  public long lastTime() {
    return lastTime;
  }

  /** The value at {@link #lastTime}; of several there, the greatest. */
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

  /** The arithmetic mean of the qualities, NaN without a reading. */
  public double meanQuality() {
    return qualitySum / count;
  }

  /** The arithmetic mean of the values, NaN without a reading. */
  public double mean() {
    if (others == 0) {
      return count == 0 ? Double.NaN : lastValue;
    }
    return valueBase + (valueMean + lastValueDelta() / count);
  }

  /** The sample standard deviation (n - 1), NaN below 2 readings. */
  public double stddev() {
    if (count < 2) {
      return Double.NaN;
    }
    double delta = lastValueDelta();
    return Math.sqrt((valueM2 + delta * delta * lastCorrection()) / (count - 1));
  }

  /** The arithmetic mean of all values but the last, NaN below 2 readings. */
  public double baselineMean() {
    return others == 0 ? Double.NaN : valueBase + valueMean;
  }

  /** The sample standard deviation of all values but the last, NaN below 3 readings. */
  public double baselineStddev() {
    return others < 2 ? Double.NaN : Math.sqrt(valueM2 / (others - 1));
  }

  /** The least-squares slope of value over event time, NaN below 2 distinct times. */
  public double slopePerMinute() {
    if (count < 2) {
      return Double.NaN;
    }
    double timeDelta = (lastTime - timeBase) - timeMean;
    double correction = lastCorrection();
    double spread = timeM2 + timeDelta * timeDelta * correction;
    if (spread == 0) {
      return Double.NaN;
    }
    return (timeValueC + timeDelta * lastValueDelta() * correction) / spread * MILLIS_PER_MINUTE;
  }

  private double lastValueDelta() {
    return (lastValue - valueBase) - valueMean;
  }

  /** The factor of the squared deltas when one reading is added to the others. */
  private double lastCorrection() {
    return (double) others / count;
  }

  /** The figures of the window that holds these readings; there must be at least one. */
  public WindowStats toWindowStats(long windowStart, long windowEnd, long revision) {
    return new WindowStats(
        context,
        windowStart,
        windowEnd,
        count,
        mean(),
        stddev(),
        min,
        max,
        lastValue,
        lastTime,
        slopePerMinute(),
        meanQuality(),
        baselineMean(),
        baselineStddev(),
        revision);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SeriesStats that
        && count == that.count
        && lastTime == that.lastTime
        && timeBase == that.timeBase
        && Arrays.equals(figures(), that.figures())
        && Objects.equals(context, that.context);
  }

  @Override
  public int hashCode() {
    return Objects.hash(count, lastTime, timeBase, Arrays.hashCode(figures()), context);
  }

  private double[] figures() {
    return new double[] {
      lastValue, min, max, qualitySum, valueBase, timeMean, valueMean, timeM2, valueM2, timeValueC
    };
  }

  @Override
  public String toString() {
    return "SeriesStats[%s, %d readings, mean %s, last %s at %d]"
        .formatted(context, count, mean(), lastValue, lastTime);
  }

  /**
   * Count; unless it is 0, context, last reading, minimum, maximum, sum of qualities; above 1, the
   * others' bases, means and moments.
   */
  public static final class AccumulatorCoder extends VersionedCoder<SeriesStats> {
    public static final AccumulatorCoder INSTANCE = new AccumulatorCoder();

    private AccumulatorCoder() {
      super(1);
    }

    @Override
    public void write(SeriesStats value, ByteWriter out) {
      out.writeVarLong(value.count);
      if (value.count == 0) {
        return;
      }
      value.context.write(out);
      out.writeSignedVarLong(value.lastTime);
      out.writeDouble(value.lastValue);
      out.writeDouble(value.min);
      out.writeDouble(value.max);
      out.writeDouble(value.qualitySum);
      if (value.count == 1) {
        return;
      }
      out.writeSignedVarLong(value.timeBase);
      out.writeDouble(value.valueBase);
      out.writeDouble(value.timeMean);
      out.writeDouble(value.valueMean);
      out.writeDouble(value.timeM2);
      out.writeDouble(value.valueM2);
      out.writeDouble(value.timeValueC);
    }

    @Override
    public SeriesStats read(int bodyVersion, ByteReader in) {
      SeriesStats value = new SeriesStats();
      value.count = in.readVarLong();
      if (value.count == 0) {
        return value;
      }
      value.context = SeriesContext.read(in);
      value.lastTime = in.readSignedVarLong();
      value.lastValue = in.readDouble();
      value.min = in.readDouble();
      value.max = in.readDouble();
      value.qualitySum = in.readDouble();
      value.others = value.count - 1;
      if (value.count == 1) {
        return value;
      }
      value.timeBase = in.readSignedVarLong();
      value.valueBase = in.readDouble();
      value.timeMean = in.readDouble();
      value.valueMean = in.readDouble();
      value.timeM2 = in.readDouble();
      value.valueM2 = in.readDouble();
      value.timeValueC = in.readDouble();
      return value;
    }
  }
}

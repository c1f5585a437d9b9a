package io.plantbeam.panes;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import java.util.Objects;

/**
 * Number, mean, least, greatest and last of values, without all that {@link SeriesStats} knows
 * besides. The sum is exact, so the mean does not depend on how the values are grouped.
 *
 * <p>Mutable and not thread-safe.
 */
public final class ValueStats {
  private final ExactSum sum;
  private long count;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private double last = Double.NaN;

  /** Holds no value. */
  public ValueStats() {
    this(new ExactSum());
  }

  private ValueStats(ExactSum sum) {
    this.sum = sum;
  }

  public ValueStats copy() {
    ValueStats copy = new ValueStats(sum.copy());
    copy.count = count;
    copy.min = min;
    copy.max = max;
    copy.last = last;
    return copy;
  }

  /** Adds a finite value, which does not become the last one. */
  public void add(double value) {
    sum.add(Moments.significand(value), Moments.exponent(value));
    count++;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }

  /** Says which value is the last one. */
  public void setLast(double value) {
    last = value;
  }

  public long count() {
    return count;
  }

  /** The arithmetic mean; NaN without a value. */
  public double mean() {
    return count == 0 ? Double.NaN : sum.dividedBy(count);
  }

  public double min() {
    return min;
  }

  public double max() {
    return max;
  }

  public double last() {
    return last;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ValueStats that
        && count == that.count
        && Double.compare(min, that.min) == 0
        && Double.compare(max, that.max) == 0
        && Double.compare(last, that.last) == 0
        && sum.equals(that.sum);
  }

  @Override
  public int hashCode() {
    return Objects.hash(count, min, max, last, sum);
  }

  @Override
  public String toString() {
    return "ValueStats[%d values, mean %s, last %s]".formatted(count, mean(), last);
  }

  /** Count, minimum, maximum, last, sum. */
  public static final class StatsCoder extends VersionedCoder<ValueStats> {
    private static final long serialVersionUID = 1;

    public static final StatsCoder INSTANCE = new StatsCoder();

    private StatsCoder() {
      super(1);
    }

    @Override
    protected void write(ValueStats value, ByteWriter out) {
      out.writeVarLong(value.count);
      out.writeDouble(value.min);
      out.writeDouble(value.max);
      out.writeDouble(value.last);
      value.sum.write(out);
    }

    @Override
    protected ValueStats read(int bodyVersion, ByteReader in) {
      long count = in.readVarLong();
      double min = in.readDouble();
      double max = in.readDouble();
      double last = in.readDouble();
      ValueStats value = new ValueStats(ExactSum.read(in));
      value.count = count;
      value.min = min;
      value.max = max;
      value.last = last;
      return value;
    }
  }
}

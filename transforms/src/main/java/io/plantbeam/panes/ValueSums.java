package io.plantbeam.panes;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import java.util.Objects;

/**
 * What is summed up of readings whose order and times do not matter: their number and their values,
 * and unless only means are asked for, the squares of these, their qualities, and the least and the
 * greatest value. The sums are exact, so the figures do not depend on the order and the grouping.
 *
 * <p>Mutable and not thread-safe.
 */
public final class ValueSums {
  private final ExactSum values;
  private final ExactSum squares;
  private final ExactSum qualities;
  private long count;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  /** Of no reading, for all figures. */
  public ValueSums() {
    this(new ExactSum(), new ExactSum(), new ExactSum());
  }

  private ValueSums(ExactSum values, ExactSum squares, ExactSum qualities) {
    this.values = values;
    this.squares = squares;
    this.qualities = qualities;
  }

  /** Of no reading, for the number and the mean alone. */
  public static ValueSums ofMean() {
    return new ValueSums(new ExactSum(), null, null);
  }

  private boolean hasAll() {
    return squares != null;
  }

  /** Adds a reading; value and quality are finite. */
  public void add(double value, double quality) {
    long significand = Moments.significand(value);
    int exponent = Moments.exponent(value);
    count++;
    values.add(significand, exponent);
    if (hasAll()) {
      squares.addProduct(significand, significand, 2 * exponent);
      qualities.add(Moments.significand(quality), Moments.exponent(quality));
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
  }

  /**
   * Adds all readings of others, which stay as they are.
   *
   * @param other of all figures, unless this is of the mean alone
   */
  public void add(ValueSums other) {
    count += other.count;
    values.add(other.values);
    if (hasAll()) {
      squares.add(other.squares);
      qualities.add(other.qualities);
      min = Math.min(min, other.min);
      max = Math.max(max, other.max);
    }
  }

  /** The same readings, to which others can be added. */
  public ValueSums copy() {
    ValueSums copy =
        hasAll()
            ? new ValueSums(values.copy(), squares.copy(), qualities.copy())
            : new ValueSums(values.copy(), null, null);
    copy.count = count;
    copy.min = min;
    copy.max = max;
    return copy;
  }

  public long count() {
    return count;
  }

  /** The arithmetic mean of the values, NaN without a reading. */
  public double mean() {
    return Moments.mean(values, count);
  }

  /** The sample standard deviation of the values, NaN below 2 readings. */
  public double stddev() {
    return Moments.stddev(values, squares, count);
  }

  /** The arithmetic mean of the qualities, NaN without a reading. */
  public double meanQuality() {
    return Moments.mean(qualities, count);
  }

  /** The least value. */
  public double min() {
    return min;
  }

  /** The greatest value. */
  public double max() {
    return max;
  }

  /**
   * Appends this as part of another form: twice the number, and one more where it is of all
   * figures; the values; and of all figures the rest.
   */
  public void write(ByteWriter out) {
    out.writeVarLong(count << 1 | (hasAll() ? 1 : 0));
    values.write(out);
    if (hasAll()) {
      squares.write(out);
      qualities.write(out);
      out.writeDouble(min);
      out.writeDouble(max);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static ValueSums read(ByteReader in) {
    long number = in.readVarLong();
    ExactSum values = ExactSum.read(in);
    ValueSums sums;
    if ((number & 1) == 0) {
      sums = new ValueSums(values, null, null);
    } else {
      sums = new ValueSums(values, ExactSum.read(in), ExactSum.read(in));
      sums.min = in.readDouble();
      sums.max = in.readDouble();
    }
    sums.count = number >>> 1;
    return sums;
  }

  /** Whether all figures are the same. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ValueSums that
        && count == that.count
        && Double.compare(min, that.min) == 0
        && Double.compare(max, that.max) == 0
        && values.equals(that.values)
        && Objects.equals(squares, that.squares)
        && Objects.equals(qualities, that.qualities);
  }

  @Override
  public int hashCode() {
    return Objects.hash(count, min, max, values, squares, qualities);
  }

  @Override
  public String toString() {
    return "ValueSums[%d readings, mean %s]".formatted(count, mean());
  }
}

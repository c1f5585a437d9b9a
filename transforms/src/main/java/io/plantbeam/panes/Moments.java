package io.plantbeam.panes;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import java.math.BigInteger;
import java.util.Objects;

/**
 * Sums of the values, times and qualities of readings and of their products, from which come mean,
 * standard deviation and slope. The sums are exact and the figures are computed from them without a
 * difference of rounded numbers, so they are the same to the last bit in whatever order readings
 * were added, and lose no digits to a large offset or a spike.
 *
 * <p>Times are summed up in milliseconds as long as all are whole ones, which takes fewer bytes,
 * and then in microseconds.
 *
 * <p>Mutable and not thread-safe.
 */
final class Moments {
  private static final double MILLIS_PER_MINUTE = 60_000.0;
  private static final double MICROS_PER_MINUTE = 60_000_000.0;
  private static final int MICROS = 1000;

  private final ExactSum values;
  private final ExactSum squares;
  private ExactSum products;
  private ExactSum times;
  private ExactSum squaredTimes;
  private final ExactSum qualities;
  private long count;

  /** Whether times count microseconds: milliseconds would do for no more than whole ones. */
  private boolean inMicros;

  /** Of no reading. */
  Moments() {
    this(
        0,
        false,
        new ExactSum(),
        new ExactSum(),
        new ExactSum(),
        new ExactSum(),
        new ExactSum(),
        new ExactSum());
  }

  /**
   * Of readings whose sums are known.
   *
   * @param inMicros whether times are microseconds, or else milliseconds
   * @param products sum of time times value
   */
  Moments(
      long count,
      boolean inMicros,
      ExactSum values,
      ExactSum squares,
      ExactSum products,
      ExactSum times,
      ExactSum squaredTimes,
      ExactSum qualities) {
    this.count = count;
    this.inMicros = inMicros;
    this.values = values;
    this.squares = squares;
    this.products = products;
    this.times = times;
    this.squaredTimes = squaredTimes;
    this.qualities = qualities;
  }

  /** Adds a reading: its event time in microseconds, and a value and a quality that are finite. */
  void add(long timeMicros, double value, double quality) {
    long time = timeMicros;
    if (!inMicros) {
      time = timeMicros / MICROS;
      if (time * MICROS != timeMicros) {
        countMicros();
        time = timeMicros;
      }
    }
    count++;
    long significand = significand(value);
    int exponent = exponent(value);
    values.add(significand, exponent);
    squares.addProduct(significand, significand, 2 * exponent);
    products.addProduct(time, significand, exponent);
    times.add(time, 0);
    squaredTimes.addProduct(time, time, 0);
    qualities.add(significand(quality), exponent(quality));
  }

  /** Adds all readings of others, which stay as they are. */
  void add(Moments other) {
    Moments added = other;
    if (other.inMicros && !inMicros) {
      countMicros();
    } else if (inMicros) {
      added = other.inMicros();
    }
    count += added.count;
    values.add(added.values);
    squares.add(added.squares);
    products.add(added.products);
    times.add(added.times);
    squaredTimes.add(added.squaredTimes);
    qualities.add(added.qualities);
  }

  private void countMicros() {
    inMicros = true;
    products = products.times(MICROS);
    times = times.times(MICROS);
    squaredTimes = squaredTimes.times(MICROS * MICROS);
  }

  boolean isInMicros() {
    return inMicros;
  }

  /** The same with times in microseconds. */
  Moments inMicros() {
    if (inMicros) {
      return this;
    }
    Moments copy = copy();
    copy.countMicros();
    return copy;
  }

  Moments copy() {
    return new Moments(
        count,
        inMicros,
        values.copy(),
        squares.copy(),
        products.copy(),
        times.copy(),
        squaredTimes.copy(),
        qualities.copy());
  }

  static long significand(double value) {
    long bits = Double.doubleToRawLongBits(value);
    long fraction = bits & 0xF_FFFF_FFFF_FFFFL;
    long magnitude = (bits & 0x7FF0_0000_0000_0000L) == 0 ? fraction : fraction | 1L << 52;
    return bits < 0 ? -magnitude : magnitude;
  }

  static int exponent(double value) {
    return Math.max(1, (int) (Double.doubleToRawLongBits(value) >>> 52) & 0x7FF) - 1075;
  }

  long count() {
    return count;
  }

  /** The arithmetic mean of the values, NaN without a reading. */
  double mean() {
    return mean(values, count);
  }

  /** The arithmetic mean of the qualities, NaN without a reading. */
  double meanQuality() {
    return mean(qualities, count);
  }

  static double mean(ExactSum sum, long count) {
    return count == 0 ? Double.NaN : sum.dividedBy(count);
  }

  /** The sample standard deviation of the values, NaN below 2 readings. */
  double stddev() {
    return stddev(values, squares, count);
  }

  /** The sample standard deviation of values whose sum and sum of squares these are. */
  static double stddev(ExactSum values, ExactSum squares, long count) {
    if (count < 2) {
      return Double.NaN;
    }
    int exponent = Math.min(values.exponent(), squares.exponent() >> 1);
    BigInteger sum = values.over(exponent);
    BigInteger spread = times(count, squares.over(2 * exponent)).subtract(sum.multiply(sum));
    return ExactSum.squareRoot(spread, (double) count * (count - 1), exponent);
  }

  /** The least-squares slope of value over event time, NaN below 2 distinct times. */
  double slopePerMinute() {
    BigInteger time = times.over(0);
    BigInteger spread = times(count, squaredTimes.over(0)).subtract(time.multiply(time));
    if (spread.signum() == 0) {
      return Double.NaN;
    }
    int exponent = Math.min(values.exponent(), products.exponent());
    BigInteger common =
        times(count, products.over(exponent)).subtract(time.multiply(values.over(exponent)));
    // Of such a size that the products are in the range of a double whenever the slope is.
    int shift = common.bitLength() - spread.bitLength();
    double slope = ExactSum.toDouble(common, -shift) / spread.doubleValue();
    double perMinute = slope * (inMicros ? MICROS_PER_MINUTE : MILLIS_PER_MINUTE);
    return Math.scalb(perMinute, exponent + shift);
  }

  private static BigInteger times(long count, BigInteger sum) {
    return BigInteger.valueOf(count).multiply(sum);
  }

  /** Writes all but the count and the unit of times. */
  void write(ByteWriter out) {
    values.write(out);
    squares.write(out);
    products.write(out);
    times.write(out);
    squaredTimes.write(out);
    qualities.write(out);
  }

  static Moments read(long count, boolean inMicros, ByteReader in) {
    return new Moments(
        count,
        inMicros,
        ExactSum.read(in),
        ExactSum.read(in),
        ExactSum.read(in),
        ExactSum.read(in),
        ExactSum.read(in),
        ExactSum.read(in));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Moments that
        && count == that.count
        && inMicros == that.inMicros
        && values.equals(that.values)
        && squares.equals(that.squares)
        && products.equals(that.products)
        && times.equals(that.times)
        && squaredTimes.equals(that.squaredTimes)
        && qualities.equals(that.qualities);
  }

  @Override
  public int hashCode() {
    return Objects.hash(count, values, squares, products, times, squaredTimes, qualities);
  }
}

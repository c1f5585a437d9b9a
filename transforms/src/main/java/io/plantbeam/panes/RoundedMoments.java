package io.plantbeam.panes;

import io.plantbeam.codec.ByteReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * What the first version of the accumulator's coder wrote of the moments: means, relative to bases,
 * and sums about the means.
 */
final class RoundedMoments {
  private static final MathContext DIGITS = new MathContext(60);

  private RoundedMoments() {}

  /**
   * Reads the sums that have these moments.
   *
   * @param qualitySum to be part of the result
   */
  static Moments read(long count, double qualitySum, ByteReader in) {
    BigDecimal n = BigDecimal.valueOf(count);
    BigDecimal timeBase = BigDecimal.valueOf(in.readSignedVarLong());
    BigDecimal valueBase = new BigDecimal(in.readDouble());
    BigDecimal timeMean = timeBase.add(new BigDecimal(in.readDouble()));
    BigDecimal valueMean = valueBase.add(new BigDecimal(in.readDouble()));
    BigDecimal timeM2 = new BigDecimal(in.readDouble());
    BigDecimal valueM2 = new BigDecimal(in.readDouble());
    BigDecimal comoment = new BigDecimal(in.readDouble());
    BigDecimal values = n.multiply(valueMean);
    // Sums of whole milliseconds are whole, whatever was rounded.
    BigDecimal times = n.multiply(timeMean).setScale(0, RoundingMode.HALF_EVEN);
    BigDecimal squaredTimes =
        timeM2.add(times.multiply(times).divide(n, DIGITS)).setScale(0, RoundingMode.HALF_EVEN);
    return new Moments(
        count,
        sum(values),
        sum(valueM2.add(values.multiply(valueMean))),
        sum(comoment.add(times.multiply(valueMean))),
        sum(times),
        sum(squaredTimes),
        sum(new BigDecimal(qualitySum)));
  }

  /** A decimal that came from doubles has a power of two as its denominator. */
  private static ExactSum sum(BigDecimal value) {
    int scale = Math.max(0, value.scale());
    BigDecimal scaled = value.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(scale)));
    return ExactSum.of(scaled.toBigIntegerExact(), -scale);
  }
}

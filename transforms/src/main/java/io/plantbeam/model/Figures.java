package io.plantbeam.model;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers in sentences for people: the same in every locale. */
public final class Figures {
  private static final MathContext SIX_DIGITS = new MathContext(6);

  private Figures() {}

  /** For example {@code 71.3}: six significant digits, without trailing zeros. */
  public static String format(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    double magnitude = Math.abs(value);
    BigDecimal rounded = new BigDecimal(value).round(SIX_DIGITS).stripTrailingZeros();
    boolean plain = value == 0 || (magnitude >= 1e-4 && magnitude < 1e12);
    return plain ? rounded.toPlainString() : rounded.toString();
  }

  /** For example {@code 71.3 celsius}; the number alone where the unit is null. */
  public static String format(double value, String unit) {
    return unit == null ? format(value) : format(value) + " " + unit;
  }
}

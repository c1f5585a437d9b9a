package io.plantbeam.alert.words;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.util.Locale;

/**
 * Figures of one alert with sensible digits. As many decimals as tell a twentieth of the usual
 * range apart, and at most four significant digits, but as many as it takes to tell the judged
 * figure from the bound that it is beyond.
 */
final class AlertNumbers {
  private static final int MOST_SIGNIFICANT = 4;
  private static final int MOST_DECIMALS = 12;
  private static final double PARTS_OF_RANGE = 20;
  private static final double LEAST_PLAIN = 1e-6;
  private static final double MOST_PLAIN = 1e12;

  private final NumberFormat format;
  private final int decimals;

  private AlertNumbers(Locale locale, int decimals) {
    format = NumberFormat.getNumberInstance(locale);
    format.setMaximumFractionDigits(MOST_DECIMALS);
    this.decimals = decimals;
  }

  /**
   * The numbers of an alert.
   *
   * @param value the judged figure
   * @param low the least usual one; NaN where there is no such bound
   * @param high the greatest; NaN where there is no such bound
   */
  static AlertNumbers of(Locale locale, double value, double low, double high) {
    double greatest = Math.max(magnitude(value), Math.max(magnitude(low), magnitude(high)));
    double width = high - low;
    if (!(width > 0) || !Double.isFinite(width)) {
      return new AlertNumbers(locale, ofSignificant(greatest, MOST_SIGNIFICANT));
    }
    int ofRange = (int) Math.ceil(Math.log10(PARTS_OF_RANGE / width));
    int decimals = Math.min(ofRange, ofSignificant(greatest, MOST_SIGNIFICANT));
    double bound = value > high ? high : value < low ? low : Double.NaN;
    while (decimals < MOST_DECIMALS
        && !Double.isNaN(bound)
        && rounded(value, decimals).compareTo(rounded(bound, decimals)) == 0) {
      decimals++;
    }
    return new AlertNumbers(locale, decimals);
  }

  private static double magnitude(double figure) {
    return Double.isFinite(figure) ? Math.abs(figure) : 0;
  }

  /** The power of ten of the first digit. */
  private static int exponent(double magnitude) {
    return (int) Math.floor(Math.log10(magnitude));
  }

  private static int ofSignificant(double magnitude, int digits) {
    return magnitude == 0 ? 0 : Math.min(MOST_DECIMALS, digits - 1 - exponent(magnitude));
  }

  private static BigDecimal rounded(double figure, int decimals) {
    return new BigDecimal(figure).setScale(decimals, RoundingMode.HALF_EVEN);
  }

  /** A figure of the same kind as the judged one; null where it is not finite. */
  String text(double figure) {
    return Double.isFinite(figure) ? text(figure, decimals) : null;
  }

  /**
   * A reading, where the judged figure may be of another kind: at least three digits of it; null
   * where it is not finite.
   */
  String reading(double figure) {
    return Double.isFinite(figure)
        ? text(figure, Math.max(decimals, ofSignificant(Math.abs(figure), 3)))
        : null;
  }

  /** A difference of such figures: at least two digits of it; null where it is not finite. */
  String difference(double figure) {
    if (!Double.isFinite(figure)) {
      return null;
    }
    int two = ofSignificant(Math.abs(figure), 2);
    return text(figure, figure == 0 ? decimals : Math.max(Math.min(decimals, two + 2), two));
  }

  private String text(double figure, int digits) {
    BigDecimal number = rounded(figure, digits);
    double magnitude = Math.abs(figure);
    if (number.signum() != 0 && (magnitude < LEAST_PLAIN || magnitude >= MOST_PLAIN)) {
      DecimalFormat scientific = (DecimalFormat) format.clone();
      scientific.applyPattern("0.###E0");
      return scientific.format(number);
    }
    // Without the sign of a figure that is rounded to zero.
    return format.format(number.signum() == 0 ? BigDecimal.ZERO : number);
  }
}

package io.plantbeam.alert.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertNumbersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // By the width of what is usual.
        "30.7662 | 30.0806 | 30.6953 | 30.77 | 30.08 | 30.7",
        "97.3214 | 60 | 70 | 97.3 | 60 | 70",
        "0.0123456 | 0.001 | 0.0095 | 0.0123 | 0.001 | 0.0095",
        // At most four digits ...
        "12345.6 | 1000 | 2000 | 12,350 | 1,000 | 2,000",
        "7.123456 | 7.0001 | 7.0002 | 7.123 | 7 | 7",
        // ... but for a figure that would look like the bound.
        "101325.4 | 101310 | 101320 | 101,330 | 101,310 | 101,320",
        "70.4 | 60 | 70 | 70.4 | 60 | 70",
        "1000.25 | 999.96 | 1000.21 | 1,000.25 | 999.96 | 1,000.21",
      })
  void digitsFollowWhatIsUsual(
      double value, double low, double high, String atValue, String atLow, String atHigh) {
    AlertNumbers numbers = AlertNumbers.of(Locale.UK, value, low, high);
    assertEquals(atValue, numbers.text(value));
    assertEquals(atLow, numbers.text(low));
    assertEquals(atHigh, numbers.text(high));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "123.456 | 123.5",
        "0.00012347 | 0.0001235",
        "0 | 0",
        "4.2 | 4.2",
        "1.5e15 | 1.5E15"
      })
  void figureWithoutARangeHasFourDigits(double value, String text) {
    assertEquals(text, AlertNumbers.of(Locale.UK, value, Double.NaN, Double.NaN).text(value));
  }

  @Test
  void differenceHasTwoDigitsEvenWhereFiguresHaveFewer() {
    AlertNumbers numbers = AlertNumbers.of(Locale.UK, 512.2, 400, 500);
    assertEquals("0.021", numbers.difference(0.0213));
    assertEquals("12", numbers.difference(12.34));
    assertEquals("0", numbers.difference(0));
  }

  @Test
  void readingHasThreeDigitsWhereTheJudgedFigureIsOfAnotherKind() {
    assertEquals("0.421", AlertNumbers.of(Locale.UK, 40, 10, 30).reading(0.42123));
    assertEquals("71.3", AlertNumbers.of(Locale.UK, 40, 10, 30).reading(71.3111));
  }

  @Test
  void figuresAreWrittenAsInTheLanguage() {
    AlertNumbers numbers = AlertNumbers.of(Locale.GERMANY, 1234.567, 1000, 1010);
    assertEquals("1.235", numbers.text(1234.567));
    assertEquals("0,5", AlertNumbers.of(Locale.GERMANY, 0.5, 0, 0.4).text(0.5));
  }

  @Test
  void figureThatDoesNotExistHasNoText() {
    AlertNumbers numbers = AlertNumbers.of(Locale.UK, 5, Double.NaN, 4);
    assertNull(numbers.text(Double.NaN));
    assertNull(numbers.reading(Double.NaN));
    assertNull(numbers.difference(Double.POSITIVE_INFINITY));
  }
}

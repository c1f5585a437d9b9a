package io.plantbeam.detect.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.model.Anomaly;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.Figures;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.model.Severity;
import io.plantbeam.model.WindowStats;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowDetectorTest {
  private static final WindowDetector ZSCORE = new ZScoreDetector(ZScoreParameters.DEFAULTS);
  private static final WindowDetector TREND = new TrendDetector(TrendParameters.DEFAULTS);
  private static final WindowDetector STUCK = new StuckDetector(StuckParameters.DEFAULTS);

  private static final SeriesContext CONTEXT =
      new SeriesContext(
          new SeriesInfo("s-1", "temperature", "temperature", "f-1", "celsius"),
          AssetContext.unmatched("f-1"));

  /** A window whose other readings have mean 70. */
  private static WindowStats window(long count, double last, double deviation) {
    return new WindowStats(
        CONTEXT, 0, 300_000, count, 70, 1, 60, 80, last, 299_000_000, 0, 1, 70, deviation, 0);
  }

  private static WindowStats sloping(long count, double slope) {
    return new WindowStats(
        CONTEXT, 0, 300_000, count, 70, 1, 60, 80, 79, 299_000_000, slope, 1, 70, 1, 0);
  }

  private static WindowStats between(long count, double min, double max) {
    return new WindowStats(
        CONTEXT, 0, 300_000, count, 70, 1, min, max, max, 299_000_000, 0, 1, 70, 1, 0);
  }

  /** With Student's quantiles at 9 degrees of freedom, times the square root of 1.1. */
  @ParameterizedTest
  @CsvSource({
    "74.2, ",
    "74.4, MEDIUM",
    "65.6, MEDIUM",
    "77.0, MEDIUM",
    "77.4, HIGH",
    "82.0, HIGH",
    "83.5, CRITICAL",
    "50, CRITICAL"
  })
  void zscoreGrowsWorseAtDistancesAsRareAsThreeFourAndFiveDeviations(
      double last, Severity severity) {
    Anomaly anomaly = ZSCORE.judge(window(11, last, 1));
    if (severity == null) {
      assertNull(anomaly);
    } else {
      assertEquals(severity, anomaly.severity());
    }
  }

  @Test
  void zscoreOfManyReadingsIsTheirNumberOfDeviations() {
    assertEquals(4, ZSCORE.judge(window(10_000_001, 74, 1)).score(), 1e-4);
  }

  @Test
  void zscoreSaysWhatWasSeenAndWhatWasExpected() {
    Anomaly anomaly = ZSCORE.judge(window(11, 76, 1));
    assertEquals(
        new Anomaly(
            "zscore",
            CONTEXT,
            Severity.MEDIUM,
            anomaly.score(),
            299_000_000,
            0,
            300_000_000,
            76,
            anomaly.expectedLow(),
            anomaly.expectedHigh(),
            "The reading of 76 celsius is as rare as "
                + Figures.format(anomaly.score())
                + " standard deviations from 70 celsius, the mean of the other 10 readings in its"
                + " window; expected was "
                + Figures.format(anomaly.expectedLow())
                + " to "
                + Figures.format(anomaly.expectedHigh())
                + " celsius."),
        anomaly);
    assertEquals(140, anomaly.expectedLow() + anomaly.expectedHigh(), 1e-9);
    assertNull(ZSCORE.judge(window(11, anomaly.expectedHigh() - 0.001, 1)));
    assertEquals(3, ZSCORE.judge(window(11, anomaly.expectedHigh() + 0.001, 1)).score(), 0.001);
  }

  @Test
  void zscoreNeedsTenOtherReadings() {
    assertNull(ZSCORE.judge(window(10, 99, 1)));
    assertNotNull(ZSCORE.judge(window(11, 99, 1)));
  }

  @Test
  void zscoreFloorsTheDeviationOfAQuietBaseline() {
    Anomaly anomaly = ZSCORE.judge(window(11, 71, 0));
    Anomaly atFloor = ZSCORE.judge(window(11, 71, 0.1));
    assertEquals(atFloor, anomaly);
    assertNull(ZSCORE.judge(window(11, 70.4, 0)));
  }

  /** Some controllers write the greatest number where they have none. */
  @Test
  void zscoreOfTheGreatestNumberIsANumber() {
    Anomaly anomaly = ZSCORE.judge(window(11, Double.MAX_VALUE, 0.5));
    assertEquals(Severity.CRITICAL, anomaly.severity());
    assertEquals(StudentScore.GREATEST, ZSCORE.judge(window(1000, 1e300, 0.5)).score());
    assertTrue(anomaly.score() <= StudentScore.GREATEST);
    assertFalse(anomaly.evidence().contains("Infinity"), anomaly.evidence());
  }

  @Test
  void trendIsASlopeAboveTenAMinuteInEitherDirection() {
    assertNull(TREND.judge(sloping(5, 10)));
    assertNull(TREND.judge(sloping(5, Double.NaN)));
    assertNull(TREND.judge(sloping(4, 11)));
    assertNotNull(TREND.judge(sloping(5, 10.5)));
    Anomaly falling = TREND.judge(sloping(5, -12));
    assertEquals(Severity.MEDIUM, falling.severity());
    assertEquals(300_000_000, falling.eventTimeMicros());
    assertEquals(79, falling.value());
    assertTrue(Double.isNaN(falling.score()));
    assertEquals(
        "The values fall by 12 celsius a minute over 5 readings, and the last is 79 celsius;"
            + " expected was at most 10 celsius a minute.",
        falling.evidence());
  }

  @Test
  void stuckIsMoreThanTenEqualReadings() {
    assertNull(STUCK.judge(between(10, 5, 5)));
    assertNull(STUCK.judge(between(11, 5, 5.001)));
    Anomaly anomaly = STUCK.judge(between(11, 5, 5));
    assertEquals(5, anomaly.value());
    assertEquals(300_000_000, anomaly.eventTimeMicros());
    assertEquals(Severity.MEDIUM, anomaly.severity());
  }

  @Test
  void evidenceIsTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      Anomaly anomaly = ZSCORE.judge(window(11, 71.25, 0));
      assertTrue(anomaly.evidence().contains("71.25 celsius"), anomaly::evidence);
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "71.3, 71.3",
    "100, 100",
    "1234567.8, 1234570",
    "0.00012345678, 0.000123457",
    "1e300, 1E+300",
    "-2.50, -2.5"
  })
  void figuresHaveSixDigits(double value, String text) {
    assertEquals(text, Figures.format(value));
  }

  @Test
  void parametersOutOfRangeAreSentences() {
    assertEquals(
        List.of(
            "zscore.medium is 0; allowed is a number above 0.",
            "zscore.critical is 3; allowed is a number that is not below zscore.high, which is 4.",
            "zscore.minimum_readings is 1; allowed is a whole number from 2 upward.",
            "zscore.deviation_floor is -1; allowed is a number above 0."),
        ZScoreDetector.TYPE.problems(new ZScoreParameters(0, 4, 3, 1, -1)));
    assertEquals(
        List.of(
            "trend.slope_per_minute is NaN; allowed is a number above 0.",
            "trend.minimum_readings is 1; allowed is a whole number from 2 upward."),
        TrendDetector.TYPE.problems(new TrendParameters(Double.NaN, 1)));
    assertEquals(
        List.of("stuck.readings is 0; allowed is a whole number from 1 upward."),
        StuckDetector.TYPE.problems(new StuckParameters(0)));
  }
}

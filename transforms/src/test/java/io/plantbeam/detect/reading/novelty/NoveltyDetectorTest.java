package io.plantbeam.detect.reading.novelty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.detect.reading.Score;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;

class NoveltyDetectorTest {
  private static final long YEAR_MILLIS = 365L * 24 * 3_600_000;
  private static final int READINGS_A_DAY = 288;

  private final TestSeries series = new TestSeries();

  @Test
  void aConstantSeriesIsNeverAbnormal() {
    for (int i = 0; i < 5_000; i++) {
      assertEquals(Score.NONE, series.next(71.3));
    }
  }

  @Test
  void twoValuesInTurnNeverAlert() {
    series.alternate(-4, 1e6, 5_000);
    assertEquals(0, series.alerts());
  }

  @Test
  void nothingIsScoredBeforeTheWarmUpIsOver() {
    series.alternate(10, 20, 99);
    assertEquals(Score.NONE, series.next(1_000));
  }

  @Test
  void aValueBeyondThePastRangeAlertsAndSaysWhatWasExpected() {
    series.alternate(10, 20, 200);

    Score score = series.next(40);

    assertTrue(score.alert());
    assertEquals("value", score.view());
    assertEquals(40, score.seen());
    assertEquals(10, score.low());
    assertEquals(20, score.high());
    assertEquals(score.raw(), score.gated());
    assertTrue(score.raw() > 0.9, "two widths outside: " + score.raw());
  }

  @Test
  void theFurtherOutsideTheHigherTheScore() {
    double last = 0;
    for (double value : new double[] {20.5, 21, 25, 40, 100, 1_000}) {
      TestSeries fresh = new TestSeries();
      fresh.alternate(10, 20, 200);
      double raw = fresh.next(value).raw();
      assertTrue(raw > last && raw < 1, value + " scores " + raw);
      last = raw;
    }
  }

  @Test
  void whatIsNoNewHighDoesNotAlert() {
    series.alternate(10, 20, 200);
    assertTrue(series.next(40).alert());

    Score second = series.next(40.5);

    assertTrue(second.raw() > 0);
    assertEquals(0, second.gated());
    assertFalse(second.alert());
  }

  @Test
  void theFirstReadingAfterALevelShiftAlertsAndTheNewLevelBecomesUsual() {
    series.alternate(10, 20, 1_000);
    assertEquals(0, series.alerts());

    assertTrue(series.next(110).alert());

    series.alternate(110, 120, 300);
    int whileLearning = series.alerts();
    assertTrue(whileLearning < 10, whileLearning + " alerts for one shift");
    series.alternate(110, 120, 5_000);
    assertEquals(whileLearning, series.alerts());
  }

  @Test
  void aLastingShiftInsideThePastRangeAlerts() {
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      series.next(random.nextInt(101));
    }
    int before = series.alerts();

    for (int i = 0; i < 60; i++) {
      Score score = series.next(90 + random.nextInt(11));
      assertFalse(score.view().equals("value"), score::toString);
    }

    assertTrue(series.alerts() > before);
  }

  @Test
  void aUsualValueAtAnUnusualHourAlerts() {
    int growing = 14 * READINGS_A_DAY;
    int learned = 3 * growing;
    for (int i = 0; i < learned; i++) {
      double amplitude = 50.0 * Math.min(i, growing) / growing;
      series.next(i % READINGS_A_DAY < READINGS_A_DAY / 2 ? 50 - amplitude : 50 + amplitude);
    }
    int before = series.alerts();

    Score first = series.next(100);

    assertEquals(before + 1, series.alerts());
    assertEquals("difference from the hour of the week in usual deviations", first.view());
  }

  @Test
  void aGapOfAYearIsNoAnomalyAndForgetsNothing() {
    Random random = new Random(1);
    for (int i = 0; i < 14 * READINGS_A_DAY; i++) {
      series.next(10 + random.nextInt(11));
    }
    int before = series.alerts();

    series.pause(YEAR_MILLIS);
    for (int i = 0; i < READINGS_A_DAY; i++) {
      series.next(10 + random.nextInt(11));
    }

    assertEquals(before, series.alerts());
    Score score = series.next(40);
    assertTrue(score.alert());
    assertEquals(20, score.high());
  }

  @Test
  void readingsOfOneEventTimeAreJudgedLikeAnyOther() {
    for (int i = 0; i < 500; i++) {
      series.next(10);
      series.again(20);
    }
    assertEquals(0, series.alerts());
    assertTrue(series.again(40).alert());
  }

  @Test
  void oneAbsurdReadingDoesNotBlindTheDetector() {
    series.alternate(10, 20, 500);
    assertTrue(series.next(Double.MAX_VALUE).alert());
    series.alternate(10, 20, 500);

    Score score = series.next(100);

    assertTrue(score.alert());
    assertEquals(60, score.high(), "learned as four widths above 20");
  }

  @Test
  void aSeriesThatBreaksItsRecordsAllTheTimeHasToBreakThemByMore() {
    TestSeries restless = new TestSeries();
    restless.alternate(10, 20, 200);
    series.alternate(10, 20, 200);
    for (int i = 1; i <= 10; i++) {
      restless.next(20 + 30 * i);
      restless.alternate(10, 20, 110);
      series.alternate(10, 20, 111);
    }
    PastRange range = restless.state().range(NoveltyView.VALUE);
    double halfAWidthMore = range.high() + (range.high() - range.low()) / 2;

    assertTrue(restless.next(halfAWidthMore).raw() < series.next(25).raw());
  }

  @Property(tries = 100)
  void scoresAreNumbersBetween0And1WhateverTheValues(@ForAll long seed) {
    Random random = new Random(seed);
    double[] odd = {0, -0.0, Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE, 1e-300, 1e30};
    TestSeries wild = new TestSeries(new NoveltyParameters(10, 5, 20, 0.5));
    for (int i = 0; i < 300; i++) {
      double value = random.nextBoolean() ? odd[random.nextInt(odd.length)] : random.nextGaussian();
      Score score = wild.next(value);
      assertTrue(score.raw() >= 0 && score.raw() <= 1, () -> "raw of " + score);
      assertTrue(score.gated() == 0 || score.gated() == score.raw(), () -> "gated of " + score);
      assertEquals(score.gated() >= 0.5, score.alert());
      if (score.raw() > 0) {
        assertTrue(Double.isFinite(score.seen()), () -> "seen of " + score);
        assertTrue(score.low() <= score.high(), () -> "range of " + score);
        assertTrue(score.seen() < score.low() || score.seen() > score.high(), score::toString);
      }
    }
  }

  @Test
  void aDetectorIsSerializable() {
    SerializableUtils.ensureSerializable(new NoveltyDetector(NoveltyParameters.DEFAULTS));
  }

  @Test
  void parametersOutOfRangeAreRefusedWithASentenceEach() {
    assertEquals(0, NoveltyDetector.TYPE.problems(NoveltyParameters.DEFAULTS).size());
    NoveltyParameters wrong = new NoveltyParameters(9, 0, 0.5, 1);
    assertEquals(4, NoveltyDetector.TYPE.problems(wrong).size());
    assertEquals(
        "novelty.threshold is 1.0; allowed is a number above 0 and below 1.",
        NoveltyDetector.TYPE.problems(wrong).get(3));
    assertThrows(IllegalArgumentException.class, () -> new NoveltyDetector(wrong));
  }
}

package io.plantbeam.tools.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Twenty rows, of which the first three are for learning; the window is rows 10 to 13. */
class NabScorerTest {
  private static final double EXACT = 1e-12;
  private static final int ROWS = 20;
  private static final RowRange WINDOW = new RowRange(10, 13);

  /** NAB's curve. */
  private static double s(double position) {
    return 2 / (1 + Math.exp(5 * position)) - 1;
  }

  private static Recording recording(int rows, RowRange... windows) {
    return new Recording("c/s.csv", new long[rows], List.of(), List.of(windows));
  }

  private static NabScorer scorer(double[] scores, RowRange... windows) {
    return new NabScorer(List.of(NabRows.of(recording(scores.length, windows))), List.of(scores));
  }

  private static double[] scores(int... detected) {
    double[] scores = new double[ROWS];
    Arrays.stream(detected).forEach(row -> scores[row] = 0.9);
    return scores;
  }

  private static NabResult result(NabProfile profile, int... detected) {
    NabScorer scorer = scorer(scores(detected), WINDOW);
    return scorer.at(profile, 0.5, scorer.all());
  }

  @Test
  void aDetectionInTheFirstRowOfTheWindowIsPerfect() {
    for (NabProfile profile : NabProfile.values()) {
      assertEquals(100, result(profile, 10).normalised(), EXACT);
    }
  }

  @Test
  void sayingNothingIsZero() {
    for (NabProfile profile : NabProfile.values()) {
      assertEquals(0, result(profile).normalised(), EXACT);
    }
  }

  @Test
  void aLaterDetectionIsWorthLess() {
    double worth = s(-0.5) / s(-1);
    assertEquals(0.8597925, worth, 1e-7);
    assertEquals(worth, result(NabProfile.STANDARD, 12).points(), EXACT);
    assertEquals(100 * (worth + 1) / 2, result(NabProfile.STANDARD, 12).normalised(), EXACT);
    assertEquals(100 * (worth + 2) / 3, result(NabProfile.REWARD_LOW_FN, 12).normalised(), EXACT);
  }

  @Test
  void ofSeveralDetectionsInAWindowTheBestCounts() {
    NabResult result = result(NabProfile.STANDARD, 11, 12, 13);
    assertEquals(s(-0.75) / s(-1), result.points(), EXACT);
    assertEquals(3, result.series().get(0).hits());
    assertEquals(1, result.found());
  }

  @Test
  void aFalseAlarmBeforeAnyWindowCostsAllOfIt() {
    assertEquals(1 - 0.11, result(NabProfile.STANDARD, 5, 10).points(), EXACT);
    assertEquals(1 - 0.22, result(NabProfile.REWARD_LOW_FP, 5, 10).points(), EXACT);
  }

  @Test
  void aFalseAlarmSoonAfterAWindowCostsLess() {
    // Three rows behind a window of four: one width, less one.
    assertEquals(1 + 0.11 * s(1), result(NabProfile.STANDARD, 10, 16).points(), EXACT);
    assertEquals(1 + 0.11 * s(2), result(NabProfile.STANDARD, 10, 19).points(), EXACT);
  }

  @Test
  void aFalseAlarmFarBehindAWindowCostsAllOfIt() {
    double[] scores = scores(10, 19);
    NabScorer scorer = scorer(scores, new RowRange(10, 11));
    assertEquals(1 - 0.11, scorer.at(NabProfile.STANDARD, 0.5, scorer.all()).points(), EXACT);
  }

  @Test
  void theFirstRowsAreNotJudged() {
    assertEquals(0, result(NabProfile.STANDARD, 0, 1, 2).normalised(), EXACT);
    assertEquals(-0.11 - 1, result(NabProfile.STANDARD, 2, 3).points(), EXACT);
    assertEquals(15, NabRows.of(recording(100)).firstScored());
    assertEquals(750, NabRows.of(recording(5000)).firstScored());
    assertEquals(750, NabRows.of(recording(20_000)).firstScored());
  }

  @Test
  void theBestThresholdIsTheOneWithTheHighestSum() {
    double[] scores = scores();
    scores[10] = 0.6;
    scores[5] = 0.7;
    scores[6] = 0.4;
    NabScorer scorer = scorer(scores, WINDOW);
    assertEquals(0.6, scorer.bestThreshold(NabProfile.STANDARD, scorer.all()));
  }

  @Test
  void whereEveryDetectionIsWrongItIsBestToDetectNothing() {
    double[] scores = scores(5, 6);
    NabScorer scorer = scorer(scores);
    double threshold = scorer.bestThreshold(NabProfile.STANDARD, scorer.all());
    assertEquals(Double.POSITIVE_INFINITY, threshold);
    assertTrue(Double.isNaN(scorer.at(NabProfile.STANDARD, threshold, scorer.all()).normalised()));
  }

  @Test
  void withoutAWindowThereIsNoFigureWhateverIsDetected() {
    NabScorer scorer = scorer(scores(5, 6));
    NabResult result = scorer.at(NabProfile.STANDARD, 0.5, scorer.all());
    assertEquals(2, result.falseAlarms());
    assertTrue(Double.isNaN(result.normalised()), () -> "it is " + result.normalised());
  }

  @Test
  void aWindowBeforeTheJudgedRowsCannotBeFound() {
    NabScorer scorer = scorer(scores(0, 10), new RowRange(0, 1), WINDOW);
    // Perfect counts both windows, and a silent detector misses the one that is judged.
    NabResult result = scorer.at(NabProfile.STANDARD, 0.5, scorer.all());
    assertEquals(100 * (1 + 1) / 3.0, result.normalised(), EXACT);
    assertEquals(1, result.found());
    assertEquals(2, result.windows());
  }

  @Test
  void onlyTheChosenSeriesCount() {
    NabRows rows = NabRows.of(recording(ROWS, WINDOW));
    NabScorer scorer = new NabScorer(List.of(rows, rows), List.of(scores(10), scores(5)));
    boolean[] first = {true, false};
    boolean[] second = {false, true};
    assertEquals(100, scorer.at(NabProfile.STANDARD, 0.5, first).normalised(), EXACT);
    assertEquals(-1.11, scorer.at(NabProfile.STANDARD, 0.5, second).points(), EXACT);
    assertEquals(0.9, scorer.bestThreshold(NabProfile.STANDARD, first));
    // Calling every row a detection finds the window, which the score does not.
    assertEquals(0, scorer.bestThreshold(NabProfile.STANDARD, second));
  }
}

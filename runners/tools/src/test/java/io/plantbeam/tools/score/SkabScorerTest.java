package io.plantbeam.tools.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ten judged rows behind the 400 for learning; of them rows 404 to 407 are anomalous. */
class SkabScorerTest {
  private static final int ROWS = 410;
  private static final Recording EXPERIMENT =
      new Recording("valve1/0.csv", new long[ROWS], List.of(), List.of(new RowRange(404, 407)));

  private static boolean[] detected(int... rows) {
    boolean[] detected = new boolean[ROWS];
    Arrays.stream(rows).forEach(row -> detected[row] = true);
    return detected;
  }

  private static double[] scores(double others, double... judged) {
    double[] scores = new double[ROWS];
    Arrays.fill(scores, others);
    System.arraycopy(judged, 0, scores, 400, judged.length);
    return scores;
  }

  @Test
  void everyJudgedRowIsCounted() {
    Confusion counts = SkabScorer.count(EXPERIMENT, detected(403, 404, 405, 406));
    assertEquals(new Confusion(3, 1, 1, 5), counts);
    assertEquals(6 / 8.0, counts.f1());
    assertEquals(100 / 6.0, counts.falseAlarmRate());
    assertEquals(25, counts.missingAlarmRate());
  }

  @Test
  void rowsForLearningAreNotCounted() {
    assertEquals(new Confusion(0, 0, 4, 6), SkabScorer.count(EXPERIMENT, detected(0, 200, 399)));
  }

  @Test
  void rowsOfAllExperimentsAreCountedTogether() {
    Confusion sum = new Confusion(1, 2, 3, 4).plus(new Confusion(10, 20, 30, 40));
    assertEquals(new Confusion(11, 22, 33, 44), sum);
    assertEquals(22 / 77.0, sum.f1());
  }

  @Test
  void nothingToFindAndNothingFoundIsPerfect() {
    assertEquals(1, new Confusion(0, 0, 0, 7).f1());
    assertEquals(0, new Confusion(0, 0, 0, 7).missingAlarmRate());
  }

  @Test
  void theBestThresholdHasTheBestF1() {
    // At 0.6: three of four found, none wrong. At 0.5: four found, two wrong.
    double[] scores = scores(1, 0, 0, 0.5, 0.5, 0.9, 0.8, 0.6, 0.5, 0, 0);
    double threshold = SkabScorer.bestThreshold(List.of(EXPERIMENT), List.of(scores));
    assertEquals(0.6, threshold);
    assertEquals(
        new Confusion(3, 0, 1, 6),
        SkabScorer.count(EXPERIMENT, SkabScorer.detected(scores, threshold)));
  }
}

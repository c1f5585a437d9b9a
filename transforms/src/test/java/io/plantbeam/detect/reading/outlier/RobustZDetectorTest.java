package io.plantbeam.detect.reading.outlier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.plantbeam.detect.reading.Score;
import io.plantbeam.detect.reading.Signal;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RobustZDetectorTest {
  @Test
  void modifiedZScoreOfAnExampleByHand() {
    RobustZDetector detector = new RobustZDetector(new RobustZParameters(10, 5, 3.5, 0));
    // Median 3, distances 2 1 0 1 97, their median 1: an outlier does not widen the range.
    List<Score> scores = Signal.scores(detector, 1, 2, 3, 4, 100, 8, 9);
    assertSame(Score.NONE, scores.get(4));
    Score eight = scores.get(5);
    assertEquals(0.6745 * 5 / (0.6745 * 5 + 3.5), eight.raw(), 1e-12);
    assertEquals(3 - 3.5 / 0.6745, eight.low(), 1e-12);
    assertEquals(3 + 3.5 / 0.6745, eight.high(), 1e-12);
    assertEquals(0, eight.gated());
    // 1 2 3 4 8 100: median 3.5, distances 0.5 0.5 1.5 2.5 4.5 96.5, their median 2.
    Score nine = scores.get(6);
    assertEquals(3.5 + 3.5 * 2 / 0.6745, nine.high(), 1e-12);
    assertEquals(
        List.of(5), Signal.alerts(Signal.scores(detector, 1, 2, 3, 4, 100, 8.2)), "5.2 away");
  }

  @Test
  void meanDistanceTakesThePlaceOfAMedianThatIsZero() {
    RobustZDetector detector = new RobustZDetector(new RobustZParameters(5, 5, 3.5, 0));
    Score score = Signal.scores(detector, 7, 7, 7, 7, 12, 9).get(5);
    assertEquals(2 / 1.253314, 3.5 * score.raw() / (1 - score.raw()), 1e-9);
  }

  @Test
  void figuresAreExactlyThoseOfTheWindow() {
    Random random = new Random(3);
    SortedWindow window = new SortedWindow();
    double[] values = new double[2_000];
    for (int i = 0; i < values.length; i++) {
      // Many equal values, and both zeros.
      values[i] = random.nextBoolean() ? random.nextInt(5) - 2 : random.nextGaussian();
      window.add(values[i], 37);
      double[] last = Arrays.copyOfRange(values, Math.max(0, i - 36), i + 1);
      double median = median(last);
      assertEquals(median, window.median(), 0);
      double[] distances = Arrays.stream(last).map(v -> Math.abs(v - median)).toArray();
      assertEquals(median(distances), window.medianDistanceFrom(median), 0);
      assertEquals(
          Arrays.stream(distances).average().orElseThrow(), window.meanDistanceFrom(median), 1e-12);
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  @Test
  void windowOfAnotherLengthKeepsItsLatestValues() {
    SortedWindow window = new SortedWindow();
    for (int i = 1; i <= 13; i++) {
      window.add(i, 5);
    }
    window.add(14, 3);
    assertEquals(13, window.median());
    assertEquals(3, window.size());
    window.add(0, 10);
    assertEquals(4, window.size());
    assertEquals(12.5, window.median());
  }

  @Test
  void parametersOutOfRangeAreNamed() {
    assertEquals(List.of(), RobustZDetector.TYPE.problems(RobustZParameters.DEFAULTS));
    assertEquals(
        List.of(
            "robust_z.window is 1001; allowed is a whole number from 3 to 1000.",
            "robust_z.minimum_readings is 2; allowed is a whole number from 3 to 1001.",
            "robust_z.threshold is 0; allowed is a number above 0.",
            "robust_z.deviation_floor is 7; allowed is a number from 0 to 1."),
        RobustZDetector.TYPE.problems(new RobustZParameters(1001, 2, 0, 7)));
  }
}

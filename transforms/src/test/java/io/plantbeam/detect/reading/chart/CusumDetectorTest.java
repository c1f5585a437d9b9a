package io.plantbeam.detect.reading.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.detect.reading.Score;
import io.plantbeam.detect.reading.Signal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CusumDetectorTest {
  /** Mean 10 and standard deviation 1, from readings whose sample variance is 1 exactly. */
  private static final double[] LEARNED = {9, 10, 11};

  private static final CusumDetector DETECTOR =
      new CusumDetector(new CusumParameters(3, 0.5, 5, 0));

  private static List<Score> judge(double... values) {
    CusumDetector.Cusum state = DETECTOR.initial();
    Signal.scores(DETECTOR, state, Signal.START, LEARNED);
    return Signal.scores(DETECTOR, state, Signal.START + 3_000, values);
  }

  @Test
  void sumsOfAWorkedExample() {
    // Montgomery's table 9.2, from its tenth row on: mean 10, k 0.5, h 5.
    double[] readings = {10.53, 11.50, 11.62, 9.16, 11.46, 10.43, 11.98, 9.99, 11.21, 11.81, 11.85};
    double[] expected = {0.03, 1.03, 2.15, 0.81, 1.77, 1.70, 3.18, 2.67, 3.38, 4.69, 6.04};
    List<Score> scores = judge(readings);
    for (int i = 0; i < readings.length; i++) {
      assertEquals(expected[i], scores.get(i).seen(), 0.0101, "reading " + i);
    }
    assertEquals(List.of(10), Signal.alerts(scores));
    assertEquals("cumulative sum above the mean in standard deviations", scores.get(10).view());
    assertEquals(5, scores.get(10).high());
    assertEquals(6.04 / 11.04, scores.get(10).raw(), 1e-6);
  }

  @Test
  void shiftDownwardIsFoundToo() {
    List<Score> scores = judge(9, 9, 9, 9, 9, 9, 9, 9, 9, 9);
    assertEquals(List.of(9), Signal.alerts(scores));
    assertEquals("cumulative sum below the mean in standard deviations", scores.get(9).view());
  }

  @Test
  void alarmEndsSoonAfterALongShift() {
    double[] values = new double[10_020];
    for (int i = 0; i < values.length; i++) {
      values[i] = i < 10_000 ? 15 : 10;
    }
    List<Integer> alerts = Signal.alerts(judge(values));
    assertEquals(1, alerts.get(0));
    assertEquals(10_009, alerts.get(alerts.size() - 1));
  }

  @Test
  void runLengthsOfNormalReadingsAreThePublishedOnes() {
    assertEquals(465, averageRunLength(0), 30);
    assertEquals(38, averageRunLength(0.5), 3);
    assertEquals(10.4, averageRunLength(1), 0.5);
    assertEquals(4.01, averageRunLength(2), 0.2);
  }

  /** Montgomery's table 9.3, for k 0.5 and h 5. */
  private static double averageRunLength(double shift) {
    Random random = new Random(7);
    long readings = 0;
    int runs = 3_000;
    for (int run = 0; run < runs; run++) {
      CusumDetector.Cusum state = DETECTOR.initial();
      Signal.scores(DETECTOR, state, Signal.START, LEARNED);
      boolean alarm = false;
      while (!alarm) {
        double value = 10 + shift + random.nextGaussian();
        alarm = DETECTOR.update(state, Signal.reading(Signal.SERIES, 0, value)).alert();
        readings++;
      }
    }
    return (double) readings / runs;
  }

  @Test
  void parametersOutOfRangeAreNamed() {
    assertEquals(List.of(), CusumDetector.TYPE.problems(CusumParameters.DEFAULTS));
    List<String> problems = CusumDetector.TYPE.problems(new CusumParameters(1, -1, 0, -1));
    assertEquals(4, problems.size());
    assertTrue(
        problems.contains("cusum.reference is -1; allowed is a number from 0 upward."),
        problems.toString());
    assertTrue(
        problems.contains("cusum.decision_interval is 0; allowed is a number above 0."),
        problems.toString());
  }
}

package io.plantbeam.detect.reading.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.detect.reading.Score;
import io.plantbeam.detect.reading.Signal;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class EwmaDetectorTest {
  private static final double[] LEARNED = {9, 10, 11};
  private static final double[] SETTLING = DoubleStream.generate(() -> 10).limit(100).toArray();

  private static List<Score> judge(double weight, double limit, double... values) {
    EwmaDetector detector = new EwmaDetector(new EwmaParameters(3, weight, limit, 0));
    EwmaDetector.Ewma state = detector.initial();
    Signal.scores(detector, state, Signal.START, LEARNED);
    return Signal.scores(detector, state, Signal.START + 3_000, values);
  }

  @Test
  void averagesAndLimitsOfAWorkedExample() {
    // Montgomery's table 9.10: mean 10, lambda 0.1, L 2.7.
    List<Score> scores = judge(0.1, 2.7, 9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04);
    double[] averages = {9.945, 9.7495, 9.70355, 9.8992, 10.1253, 10.1307, 9.92167};
    for (int i = 0; i < averages.length; i++) {
      assertEquals(averages[i], scores.get(i).seen(), 1e-4, "reading " + i);
    }
    assertEquals(9.73, scores.get(0).low(), 0.005);
    assertEquals(10.27, scores.get(0).high(), 0.005);
    assertEquals(10.36, scores.get(1).high(), 0.005);
    assertEquals(List.of(), Signal.alerts(scores));
  }

  @Test
  void limitsSettle() {
    List<Score> scores = judge(0.1, 2.7, new double[500]);
    assertEquals(10.62, scores.get(499).high(), 0.005);
    assertEquals(9.38, scores.get(499).low(), 0.005);
  }

  @Test
  void runLengthsOfNormalReadingsAreThePublishedOnes() {
    // Lucas and Saccucci (Technometrics 32, 1990), for lambda 0.1, L 2.814 and settled limits.
    assertEquals(500, averageRunLength(0), 35);
    assertEquals(31.3, averageRunLength(0.5), 3);
    assertEquals(10.3, averageRunLength(1), 1);
  }

  private static double averageRunLength(double shift) {
    EwmaDetector detector = new EwmaDetector(new EwmaParameters(3, 0.1, 2.814, 0));
    Random random = new Random(7);
    long readings = 0;
    int runs = 3_000;
    for (int run = 0; run < runs; run++) {
      EwmaDetector.Ewma state = detector.initial();
      Signal.scores(detector, state, Signal.START, LEARNED);
      Signal.scores(detector, state, Signal.START + 3_000, SETTLING);
      boolean alarm = false;
      while (!alarm) {
        double value = 10 + shift + random.nextGaussian();
        alarm = detector.update(state, Signal.reading(Signal.SERIES, 0, value)).alert();
        readings++;
      }
    }
    return (double) readings / runs;
  }

  @Test
  void parametersOutOfRangeAreNamed() {
    assertEquals(List.of(), EwmaDetector.TYPE.problems(EwmaParameters.DEFAULTS));
    assertEquals(
        List.of(
            "ewma.learning_readings is 0; allowed is a whole number from 2 to 1000000.",
            "ewma.weight is 1.1; allowed is a number from 0.001 to 1.",
            "ewma.limit is Infinity; allowed is a number above 0.",
            "ewma.deviation_floor is NaN; allowed is a number from 0 to 1."),
        EwmaDetector.TYPE.problems(
            new EwmaParameters(0, 1.1, Double.POSITIVE_INFINITY, Double.NaN)));
  }
}

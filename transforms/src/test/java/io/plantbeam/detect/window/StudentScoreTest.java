package io.plantbeam.detect.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentScoreTest {
  /**
   * Quantiles of Student's distribution as tables print them, with the normal quantiles of the same
   * tails: 0.05, 0.01 and 0.001 on one side.
   */
  @ParameterizedTest
  @CsvSource({
    "6.314, 2, 1.6449",
    "2.920, 3, 1.6449",
    "1.833, 10, 1.6449",
    "1.671, 61, 1.6449",
    "31.821, 2, 2.3263",
    "2.821, 10, 2.3263",
    "318.309, 2, 3.0902",
    "4.297, 10, 3.0902",
    "3.232, 61, 3.0902"
  })
  void scoreIsTheNormalQuantileOfTheSameTail(double t, long others, double score) {
    assertEquals(score, StudentScore.of(t, others), 5e-4);
    assertEquals(t, StudentScore.distanceOf(score, others), t * 1e-3);
  }

  @Test
  void scoreOfManyReadingsIsTheDistance() {
    assertEquals(4, StudentScore.of(4, 10_000_000), 1e-4);
  }

  @Test
  void scoreGrowsWithTheDistanceAndIsFinite() {
    for (long others : new long[] {2, 3, 11, 60, 10_000}) {
      double before = 0;
      for (double t = 0.5; t < 1e300; t *= 3) {
        double score = StudentScore.of(t, others);
        assertTrue(
            score >= before && score <= Math.min(t, StudentScore.GREATEST),
            "%s at %s of %d".formatted(score, t, others));
        before = score;
      }
    }
    assertEquals(37.5, StudentScore.GREATEST, 0.1);
    assertEquals(StudentScore.GREATEST, StudentScore.of(Double.MAX_VALUE, 1000));
  }

  /** Eleven readings of noise exceed a score of 2 as often as a normal variable does: 4.55 %. */
  @Test
  void noiseExceedsAScoreAsOftenAmongFewReadingsAsAmongMany() {
    Random random = new Random(7);
    int trials = 200_000;
    int beyond = 0;
    double[] others = new double[10];
    for (int trial = 0; trial < trials; trial++) {
      double sum = 0;
      for (int i = 0; i < others.length; i++) {
        others[i] = random.nextGaussian();
        sum += others[i];
      }
      double mean = sum / others.length;
      double squares = 0;
      for (double other : others) {
        squares += (other - mean) * (other - mean);
      }
      double deviation = Math.sqrt(squares / (others.length - 1) * (1 + 1.0 / others.length));
      if (StudentScore.of(Math.abs(random.nextGaussian() - mean) / deviation, 10) > 2) {
        beyond++;
      }
    }
    assertEquals(0.0455, (double) beyond / trials, 0.002);
  }
}

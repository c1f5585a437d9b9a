package io.plantbeam.detect.window;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Distances from the mean of few readings on the scale of many.
 *
 * <p>A further reading of normal noise differs from the mean of n others by t sample standard
 * deviations of that difference, where t is distributed after Student with n - 1 degrees of freedom
 * (Student, "The probable error of a mean", Biometrika 6, 1908; as a prediction interval: Hahn and
 * Meeker, "Statistical Intervals", 1991, section 4.7). The score is the z whose two tails under the
 * normal distribution are as likely as those of t. So a score of 4 is as rare among eleven readings
 * as among a thousand.
 */
final class StudentScore {
  /** The score of a tail as likely as the least number; 37.5. What is farther out scores this. */
  static final double GREATEST = scoreOf(Double.MIN_NORMAL);

  private StudentScore() {}

  /**
   * The score of a distance.
   *
   * @param t the distance from the mean of the others, in standard deviations of such distances; at
   *     least 0
   * @param others how many others there are, at least 2
   * @return at most t, and at most {@link #GREATEST}
   */
  static double of(double t, long others) {
    double tail = TDistribution.of(others - 1.0).survivalProbability(t);
    return Math.min(t, scoreOf(Math.max(tail, Double.MIN_NORMAL)));
  }

  /** The t at which {@link #of} is this score, which is from 0 to {@link #GREATEST}. */
  static double distanceOf(double score, long others) {
    double tail = NormalDistribution.of(0, 1).survivalProbability(score);
    return TDistribution.of(others - 1.0).inverseSurvivalProbability(tail);
  }

  private static double scoreOf(double tail) {
    return NormalDistribution.of(0, 1).inverseSurvivalProbability(tail);
  }
}

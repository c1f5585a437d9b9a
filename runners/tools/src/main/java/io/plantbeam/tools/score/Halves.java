package io.plantbeam.tools.score;

import java.util.Arrays;
import java.util.Random;

/**
 * Cross-validation over recordings: they are split into two halves at random, a threshold is chosen
 * on one and what it is worth is measured on the other, and the other way round; many times. The
 * seed is fixed, so that two detectors are judged on the same halves.
 *
 * @param count how many measurements there are
 * @param median their median; NaN where there are none
 * @param least the least of them
 * @param greatest the greatest
 */
record Halves(int count, double median, double least, double greatest) {
  private static final int SPLITS = 100;
  private static final long SEED = 1;

  /** What is measured. */
  interface Measure {
    /** A figure; NaN where the half cannot be scored. */
    double of(boolean[] chosenOn, boolean[] scoredOn);
  }

  /** Measures on halves of so many recordings. */
  static Halves of(int recordings, Measure measure) {
    Random random = new Random(SEED);
    double[] found = new double[2 * SPLITS];
    int count = 0;
    for (int split = 0; split < SPLITS && recordings > 1; split++) {
      boolean[] half = half(recordings, random);
      boolean[] other = new boolean[recordings];
      for (int i = 0; i < recordings; i++) {
        other[i] = !half[i];
      }
      for (double figure : new double[] {measure.of(half, other), measure.of(other, half)}) {
        if (!Double.isNaN(figure)) {
          found[count++] = figure;
        }
      }
    }
    double[] sorted = Arrays.copyOf(found, count);
    Arrays.sort(sorted);
    return count == 0
        ? new Halves(0, Double.NaN, Double.NaN, Double.NaN)
        : new Halves(count, median(sorted), sorted[0], sorted[count - 1]);
  }

  private static boolean[] half(int recordings, Random random) {
    boolean[] half = new boolean[recordings];
    for (int left = recordings / 2; left > 0; ) {
      int i = random.nextInt(recordings);
      if (!half[i]) {
        half[i] = true;
        left--;
      }
    }
    return half;
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}

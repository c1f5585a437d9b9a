package io.plantbeam.tools.score;

/** Rows by how they were judged and what they are. */
record Confusion(long truePositives, long falsePositives, long falseNegatives, long trueNegatives) {
  static final Confusion NONE = new Confusion(0, 0, 0, 0);

  Confusion plus(Confusion other) {
    return new Confusion(
        truePositives + other.truePositives,
        falsePositives + other.falsePositives,
        falseNegatives + other.falseNegatives,
        trueNegatives + other.trueNegatives);
  }

  /** Harmonic mean of precision and recall; 1 where there is nothing to find and nothing found. */
  double f1() {
    long of = 2 * truePositives + falsePositives + falseNegatives;
    return of == 0 ? 1 : 2.0 * truePositives / of;
  }

  /** False alarm rate: the share of good rows that were called bad, in percent. */
  double falseAlarmRate() {
    return percent(falsePositives, trueNegatives);
  }

  /** Missing alarm rate: the share of bad rows that were not called so, in percent. */
  double missingAlarmRate() {
    return percent(falseNegatives, truePositives);
  }

  private static double percent(long wrong, long right) {
    return 100.0 * wrong / Math.max(wrong + right, 1);
  }
}

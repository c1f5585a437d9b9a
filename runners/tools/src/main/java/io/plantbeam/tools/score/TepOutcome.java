package io.plantbeam.tools.score;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * How the rows of one run were judged.
 *
 * @param fault 0 for none
 * @param counts of the rows after those for learning
 * @param delay minutes from the first row of the fault to the first of its rows that alerts
 */
record TepOutcome(int fault, Confusion counts, OptionalLong delay) {

  /** Judges a run of which the first rows are for learning. */
  static TepOutcome of(Recording run, int learningRows, RowScores scores) {
    long[] counts = new long[4];
    OptionalLong delay = OptionalLong.empty();
    for (int row = learningRows; row < run.rows(); row++) {
      int at = row;
      boolean faulty = run.labels().stream().anyMatch(label -> label.contains(at));
      boolean alert = scores.alert()[row];
      counts[(faulty ? 2 : 0) + (alert ? 1 : 0)]++;
      if (faulty && alert && delay.isEmpty()) {
        int since = row - run.labels().get(0).first();
        delay = OptionalLong.of(since * TepData.INTERVAL.toMinutes());
      }
    }
    return new TepOutcome(
        TepData.fault(run), new Confusion(counts[3], counts[1], counts[2], counts[0]), delay);
  }

  /** The rows of the fault that alert, in percent. */
  double detectedRate() {
    return 100 - counts.missingAlarmRate();
  }

  /** The rows without a fault that alert, in percent. */
  double falseAlarmRate() {
    return counts.falseAlarmRate();
  }

  String caption() {
    return fault == 0
        ? String.format(Locale.ROOT, "%.2f %% false alarms", falseAlarmRate())
        : String.format(
            Locale.ROOT,
            "%.1f %% of the fault detected, %.2f %% false alarms before",
            detectedRate(),
            falseAlarmRate());
  }
}

package io.plantbeam.tools.score;

import java.util.List;

/**
 * How a detector judged each row of a recording; of several channels the highest.
 *
 * @param raw how abnormal, 0 to 1
 * @param gated the same where it counts for alerts, otherwise 0
 * @param alert whether the row is alerted on
 * @param unscored how many readings, of all channels, have no score; they count as 0
 */
@SuppressWarnings("ArrayRecordComponent")
record RowScores(double[] raw, double[] gated, boolean[] alert, int unscored) {

  /** 1 for alerts and 0 for all else, so that any threshold in between finds the alerts. */
  double[] alerts() {
    double[] alerts = new double[alert.length];
    for (int row = 0; row < alert.length; row++) {
      alerts[row] = alert[row] ? 1 : 0;
    }
    return alerts;
  }

  static int unscored(List<RowScores> scores) {
    return scores.stream().mapToInt(RowScores::unscored).sum();
  }
}

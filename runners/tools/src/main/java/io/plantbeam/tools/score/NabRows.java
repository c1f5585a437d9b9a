package io.plantbeam.tools.score;

import java.util.List;

/**
 * What a detection is worth in each row of a series, before the weights of a profile. From NAB's
 * {@code nab/sweeper.py} and Lavin and Ahmad, Evaluating Real-time Anomaly Detection Algorithms,
 * 2015, https://arxiv.org/abs/1510.03336.
 *
 * <p>Inside a window 1 in its first row, falling towards its end; after it from 0 to -1, which is
 * reached three window widths later; -1 where no window has been before.
 */
final class NabRows {
  private static final double PROBATION_SHARE = 0.15;
  private static final int PROBATION_ROWS_AT_MOST = 750;

  /** Of a row outside all windows. */
  static final int NO_WINDOW = -1;

  private final int firstScored;
  private final int windows;
  private final int[] windowOfRow;
  private final double[] worth;

  private NabRows(int rows, int windows) {
    this.firstScored = Math.min((int) Math.floor(PROBATION_SHARE * rows), PROBATION_ROWS_AT_MOST);
    this.windows = windows;
    this.windowOfRow = new int[rows];
    this.worth = new double[rows];
  }

  /** The rows of a recording, whose labels do not overlap. */
  static NabRows of(Recording recording) {
    List<RowRange> windows = recording.labels();
    NabRows rows = new NabRows(recording.rows(), windows.size());
    int window = 0;
    RowRange previous = null;
    for (int row = 0; row < recording.rows(); row++) {
      if (window < windows.size() && windows.get(window).last() < row) {
        previous = windows.get(window++);
      }
      boolean inside = window < windows.size() && windows.get(window).contains(row);
      rows.windowOfRow[row] = inside ? window : NO_WINDOW;
      rows.worth[row] = inside ? worthInside(windows.get(window), row) : worthAfter(previous, row);
    }
    return rows;
  }

  private static double worthInside(RowRange window, int row) {
    double position = -(window.last() - row + 1) / (double) window.length();
    return sigmoid(position) / sigmoid(-1);
  }

  private static double worthAfter(RowRange window, int row) {
    if (window == null) {
      return -1;
    }
    double position = (row - window.last()) / (window.length() - 1.0);
    return position > 3 ? -1 : sigmoid(position);
  }

  private static double sigmoid(double position) {
    return 2 / (1 + Math.exp(5 * position)) - 1;
  }

  /** The number of rows in which a detector may learn, and is not judged. */
  int firstScored() {
    return firstScored;
  }

  int rows() {
    return worth.length;
  }

  int windows() {
    return windows;
  }

  /** The index of the window that a row is in, or {@link #NO_WINDOW}. */
  int windowOf(int row) {
    return windowOfRow[row];
  }

  double worth(int row) {
    return worth[row];
  }
}

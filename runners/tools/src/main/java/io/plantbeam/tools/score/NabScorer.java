package io.plantbeam.tools.score;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Scores detections as NAB does: a row is a detection where its score reaches a threshold, which is
 * the same for all series. Of a window the best detection counts, or the miss; outside every
 * detection counts. The sum is then placed between a detector that says nothing (0) and one that
 * detects every window in its first row and nothing else (100). From NAB's {@code nab/sweeper.py},
 * {@code optimizer.py} and {@code runner.py}.
 */
final class NabScorer {
  private final List<NabRows> series;

  /** The scored rows of all series, highest score first. */
  private final int[] seriesOf;

  private final int[] windowOf;
  private final double[] worthOf;
  private final double[] scoreOf;

  /** For each window of all series, in the order of the series: whether it has a scored row. */
  private final boolean[] isScored;

  private final int[] seriesOfWindow;

  /**
   * @param series the rows of each series
   * @param scores a score for each row of each series
   */
  NabScorer(List<NabRows> series, List<double[]> scores) {
    this.series = List.copyOf(series);
    int[] firstWindow = new int[series.size()];
    int windows = 0;
    int rows = 0;
    for (int s = 0; s < series.size(); s++) {
      firstWindow[s] = windows;
      windows += series.get(s).windows();
      rows += series.get(s).rows() - series.get(s).firstScored();
    }
    isScored = new boolean[windows];
    seriesOfWindow = new int[windows];
    int[] flatSeries = new int[rows];
    int[] flatWindow = new int[rows];
    double[] flatWorth = new double[rows];
    double[] flatScore = new double[rows];
    int flat = 0;
    for (int s = 0; s < series.size(); s++) {
      NabRows judged = series.get(s);
      Arrays.fill(seriesOfWindow, firstWindow[s], firstWindow[s] + judged.windows(), s);
      for (int row = judged.firstScored(); row < judged.rows(); row++, flat++) {
        int window = judged.windowOf(row);
        flatSeries[flat] = s;
        flatWindow[flat] = window == NabRows.NO_WINDOW ? window : firstWindow[s] + window;
        flatWorth[flat] = judged.worth(row);
        flatScore[flat] = scores.get(s)[row];
        if (window != NabRows.NO_WINDOW) {
          isScored[firstWindow[s] + window] = true;
        }
      }
    }
    int[] order =
        IntStream.range(0, rows)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -flatScore[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    seriesOf = IntStream.of(order).map(i -> flatSeries[i]).toArray();
    windowOf = IntStream.of(order).map(i -> flatWindow[i]).toArray();
    worthOf = IntStream.of(order).mapToDouble(i -> flatWorth[i]).toArray();
    scoreOf = IntStream.of(order).mapToDouble(i -> flatScore[i]).toArray();
  }

  int series() {
    return series.size();
  }

  /** All series, for the methods that take some of them. */
  boolean[] all() {
    boolean[] all = new boolean[series.size()];
    Arrays.fill(all, true);
    return all;
  }

  /**
   * The threshold with the highest sum over some series; of several the greatest.
   *
   * @param among which series count
   * @return infinite where it is best to detect nothing
   */
  double bestThreshold(NabProfile profile, boolean[] among) {
    double[] best = new double[isScored.length];
    Arrays.fill(best, -profile.falseNegative());
    double gain = 0;
    double highest = 0;
    double threshold = Double.POSITIVE_INFINITY;
    for (int i = 0; i < scoreOf.length; i++) {
      if (among[seriesOf[i]]) {
        int window = windowOf[i];
        if (window == NabRows.NO_WINDOW) {
          gain += worthOf[i] * profile.falsePositive();
        } else {
          double worth = worthOf[i] * profile.truePositive();
          gain += Math.max(0, worth - best[window]);
          best[window] = Math.max(best[window], worth);
        }
      }
      boolean lastOfScore = i + 1 == scoreOf.length || scoreOf[i + 1] != scoreOf[i];
      if (lastOfScore && gain > highest) {
        highest = gain;
        threshold = scoreOf[i];
      }
    }
    return threshold;
  }

  /**
   * The result at a threshold.
   *
   * @param among which series count
   */
  NabResult at(NabProfile profile, double threshold, boolean[] among) {
    double[] best = new double[isScored.length];
    Arrays.fill(best, Double.NEGATIVE_INFINITY);
    double[] points = new double[series.size()];
    int[] hits = new int[series.size()];
    int[] falseAlarms = new int[series.size()];
    for (int i = 0; i < scoreOf.length && scoreOf[i] >= threshold; i++) {
      if (windowOf[i] == NabRows.NO_WINDOW) {
        points[seriesOf[i]] += worthOf[i] * profile.falsePositive();
        falseAlarms[seriesOf[i]]++;
      } else {
        best[windowOf[i]] = Math.max(best[windowOf[i]], worthOf[i]);
        hits[seriesOf[i]]++;
      }
    }
    int[] found = new int[series.size()];
    for (int window = 0; window < best.length; window++) {
      int owner = seriesOfWindow[window];
      if (best[window] > Double.NEGATIVE_INFINITY) {
        points[owner] += best[window] * profile.truePositive();
        found[owner]++;
      } else if (isScored[window]) {
        points[owner] -= profile.falseNegative();
      }
    }
    List<NabResult.OfSeries> parts =
        IntStream.range(0, series.size())
            .filter(s -> among[s])
            .mapToObj(
                s ->
                    new NabResult.OfSeries(
                        s, points[s], series.get(s).windows(), found[s], hits[s], falseAlarms[s]))
            .toList();
    double sum = parts.stream().mapToDouble(NabResult.OfSeries::points).sum();
    return new NabResult(threshold, normalise(profile, sum, among), sum, parts);
  }

  private double normalise(NabProfile profile, double sum, boolean[] among) {
    double silent = 0;
    double perfect = 0;
    for (int window = 0; window < isScored.length; window++) {
      if (among[seriesOfWindow[window]]) {
        perfect += profile.truePositive();
        silent -= isScored[window] ? profile.falseNegative() : 0;
      }
    }
    return perfect == 0 ? Double.NaN : 100 * (sum - silent) / (perfect - silent);
  }
}

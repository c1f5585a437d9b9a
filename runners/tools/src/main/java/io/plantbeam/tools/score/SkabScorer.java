package io.plantbeam.tools.score;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Scores rows as SKAB's leaderboard of outlier detection does: the first 400 rows of an experiment
 * are for learning; each later row is an anomaly or not, whatever its neighbours; the rows of all
 * experiments are counted together. https://github.com/waico/SKAB#outlier-detection-problem
 */
final class SkabScorer {
  /** The rows of an experiment that are not judged. */
  static final int LEARNING_ROWS = 400;

  private SkabScorer() {}

  /** Counts the judged rows of one experiment, of which {@code detected} are called anomalous. */
  static Confusion count(Recording experiment, boolean[] detected) {
    boolean[] anomalous = anomalous(experiment);
    long[] counts = new long[4];
    for (int row = LEARNING_ROWS; row < anomalous.length; row++) {
      counts[(anomalous[row] ? 2 : 0) + (detected[row] ? 1 : 0)]++;
    }
    return new Confusion(counts[3], counts[1], counts[2], counts[0]);
  }

  /** The rows whose score reaches a threshold. */
  static boolean[] detected(double[] scores, double threshold) {
    boolean[] detected = new boolean[scores.length];
    for (int row = 0; row < scores.length; row++) {
      detected[row] = scores[row] >= threshold;
    }
    return detected;
  }

  /**
   * The threshold with the best F1 over some experiments; of several the greatest. It is chosen by
   * the labels, so its F1 is more than a detector reaches that does not know them.
   */
  static double bestThreshold(List<Recording> experiments, List<double[]> scores) {
    double[] flat =
        scores.stream()
            .flatMapToDouble(
                score -> Arrays.stream(score, Math.min(LEARNING_ROWS, score.length), score.length))
            .toArray();
    boolean[] anomalous = new boolean[flat.length];
    int at = 0;
    for (Recording experiment : experiments) {
      boolean[] rows = anomalous(experiment);
      for (int row = LEARNING_ROWS; row < rows.length; row++) {
        anomalous[at++] = rows[row];
      }
    }
    int[] order =
        IntStream.range(0, flat.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -flat[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    long positives = IntStream.range(0, anomalous.length).filter(i -> anomalous[i]).count();
    long hits = 0;
    double best = -1;
    double threshold = Double.POSITIVE_INFINITY;
    for (int i = 0; i < order.length; i++) {
      hits += anomalous[order[i]] ? 1 : 0;
      double f1 = 2.0 * hits / (i + 1 + positives);
      boolean lastOfScore = i + 1 == order.length || flat[order[i + 1]] != flat[order[i]];
      if (lastOfScore && f1 > best) {
        best = f1;
        threshold = flat[order[i]];
      }
    }
    return threshold;
  }

  private static boolean[] anomalous(Recording experiment) {
    boolean[] anomalous = new boolean[experiment.rows()];
    for (RowRange label : experiment.labels()) {
      Arrays.fill(anomalous, label.first(), label.last() + 1, true);
    }
    return anomalous;
  }
}

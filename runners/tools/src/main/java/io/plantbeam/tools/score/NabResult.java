package io.plantbeam.tools.score;

import java.util.List;

/**
 * What detections at one threshold are worth.
 *
 * @param threshold scores from here on are detections
 * @param normalised 0 for a detector that says nothing, 100 for a perfect one, negative for one
 *     that is worse than nothing; NaN where no series has a window
 * @param points the sum before that
 * @param series the parts of the sum
 */
record NabResult(double threshold, double normalised, double points, List<OfSeries> series) {

  /**
   * The part of one series.
   *
   * @param series its index
   * @param points at best the number of windows
   * @param windows how many it has
   * @param found how many of them have a detection
   * @param hits detections inside windows
   * @param falseAlarms detections outside
   */
  record OfSeries(int series, double points, int windows, int found, int hits, int falseAlarms) {}

  int windows() {
    return series.stream().mapToInt(OfSeries::windows).sum();
  }

  int found() {
    return series.stream().mapToInt(OfSeries::found).sum();
  }

  int falseAlarms() {
    return series.stream().mapToInt(OfSeries::falseAlarms).sum();
  }
}

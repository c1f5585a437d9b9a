package io.plantbeam.detect.window;

import io.plantbeam.detect.settings.DetectorSettings;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.Figures;
import io.plantbeam.model.Severity;
import io.plantbeam.model.Timestamps;
import io.plantbeam.model.WindowStats;

/**
 * The last reading of a window against the mean and the sample standard deviation of the others.
 *
 * <p>The judged reading is not part of its own baseline: in the usual z-score it is, and then n
 * readings can never score more than (n - 1) / sqrt(n) (Shiffler, "Maximum Z Scores and Outliers",
 * The American Statistician 42, 1988).
 */
public final class ZScoreDetector implements WindowDetector {
  public static final String NAME = "zscore";

  @Override
  public Anomaly judge(WindowStats window, DetectorSettings settings) {
    DetectorSettings.ZScore zscore = settings.zscore();
    long others = window.count() - 1;
    if (!zscore.enabled() || others < zscore.minimumReadings()) {
      return null;
    }
    double deviation = Math.max(window.baselineStddev(), zscore.deviationFloor());
    double distance = Math.abs(window.lastValue() - window.baselineMean());
    double score = Math.min(distance / deviation, Double.MAX_VALUE);
    if (!(score > zscore.medium())) {
      return null;
    }
    double margin = zscore.medium() * deviation;
    double low = window.baselineMean() - margin;
    double high = window.baselineMean() + margin;
    return new Anomaly(
        NAME,
        window.context(),
        severity(score, zscore),
        score,
        window.lastTimeMicros(),
        Timestamps.toMicros(window.windowStart()),
        Timestamps.toMicros(window.windowEnd()),
        window.lastValue(),
        low,
        high,
        evidence(window, others, score, low, high));
  }

  private static Severity severity(double score, DetectorSettings.ZScore zscore) {
    if (score > zscore.critical()) {
      return Severity.CRITICAL;
    }
    return score > zscore.high() ? Severity.HIGH : Severity.MEDIUM;
  }

  private static String evidence(
      WindowStats window, long others, double score, double low, double high) {
    String unit = window.context().series().unit();
    return "The reading of "
        + Figures.format(window.lastValue(), unit)
        + " is "
        + Figures.format(score)
        + " standard deviations from "
        + Figures.format(window.baselineMean(), unit)
        + ", the mean of the other "
        + others
        + " readings in its window; expected was "
        + Figures.format(low)
        + " to "
        + Figures.format(high, unit)
        + ".";
  }
}

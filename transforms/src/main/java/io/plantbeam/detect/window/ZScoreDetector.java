package io.plantbeam.detect.window;

import io.plantbeam.detect.settings.Activation;
import io.plantbeam.detect.settings.AlertPolicy;
import io.plantbeam.detect.settings.ScoreScale;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.Figures;
import io.plantbeam.model.Severity;
import io.plantbeam.model.Timestamps;
import io.plantbeam.model.WindowStats;

/**
 * The last reading of a window against the mean and the sample standard deviation of the others, on
 * the scale of {@link StudentScore}, on which few readings say little.
 *
 * <p>The judged reading is not part of its own baseline: in the usual z-score it is, and then n
 * readings can never score more than (n - 1) / sqrt(n) (Shiffler, "Maximum Z Scores and Outliers",
 * The American Statistician 42, 1988).
 */
public final class ZScoreDetector implements WindowDetector {
  public static final String NAME = "zscore";

  public static final WindowDetectorType<ZScoreParameters> TYPE =
      new WindowDetectorType<>(
          NAME,
          Activation.EVERYWHERE,
          ScoreScale.STANDARD_DEVIATIONS,
          AlertPolicy.NEVER,
          ZScoreParameters.DEFAULTS,
          ZScoreDetector::new);

  private final ZScoreParameters parameters;

  /** Takes parameters without problems. */
  public ZScoreDetector(ZScoreParameters parameters) {
    this.parameters = parameters;
  }

  @Override
  public Anomaly judge(WindowStats window) {
    long others = window.count() - 1;
    if (others < parameters.minimumReadings()) {
      return null;
    }
    double deviation =
        Math.max(window.baselineStddev(), parameters.deviationFloor())
            * Math.sqrt(1 + 1.0 / others);
    double distance = Math.abs(window.lastValue() - window.baselineMean());
    double t = Math.min(distance / deviation, Double.MAX_VALUE);
    // A score is never more than t, and takes a thousand times as long.
    if (!(t > parameters.medium())) {
      return null;
    }
    double score = StudentScore.of(t, others);
    if (!(score > parameters.medium())) {
      return null;
    }
    double margin = deviation * StudentScore.distanceOf(parameters.medium(), others);
    double low = window.baselineMean() - margin;
    double high = window.baselineMean() + margin;
    return new Anomaly(
        NAME,
        window.context(),
        severity(score),
        score,
        window.lastTimeMicros(),
        Timestamps.toMicros(window.windowStart()),
        Timestamps.toMicros(window.windowEnd()),
        window.lastValue(),
        low,
        high,
        evidence(window, others, score, low, high));
  }

  private Severity severity(double score) {
    if (score > parameters.critical()) {
      return Severity.CRITICAL;
    }
    return score > parameters.high() ? Severity.HIGH : Severity.MEDIUM;
  }

  private static String evidence(
      WindowStats window, long others, double score, double low, double high) {
    String unit = window.context().series().unit();
    return "The reading of "
        + Figures.format(window.lastValue(), unit)
        + " is as rare as "
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

package io.plantbeam.detect.window;

import io.plantbeam.detect.settings.Activation;
import io.plantbeam.detect.settings.AlertPolicy;
import io.plantbeam.detect.settings.ScoreScale;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.Figures;
import io.plantbeam.model.Severity;
import io.plantbeam.model.Symptom;
import io.plantbeam.model.Timestamps;
import io.plantbeam.model.WindowStats;

/** A window whose values rise or fall too fast. */
public final class TrendDetector implements WindowDetector {
  public static final String NAME = "trend";

  public static final WindowDetectorType<TrendParameters> TYPE =
      new WindowDetectorType<>(
          NAME,
          Activation.EVERYWHERE,
          ScoreScale.NONE,
          AlertPolicy.NEVER,
          TrendParameters.DEFAULTS,
          TrendDetector::new);

  private final TrendParameters parameters;

  /** Takes parameters without problems. */
  public TrendDetector(TrendParameters parameters) {
    this.parameters = parameters;
  }

  @Override
  public Anomaly judge(WindowStats window) {
    double slope = window.slopePerMinute();
    if (window.count() < parameters.minimumReadings()
        || !(Math.abs(slope) > parameters.slopePerMinute())) {
      return null;
    }
    return new Anomaly(
        NAME,
        window.context(),
        Severity.MEDIUM,
        Double.NaN,
        Timestamps.toMicros(window.windowEnd()),
        Timestamps.toMicros(window.windowStart()),
        Timestamps.toMicros(window.windowEnd()),
        window.lastValue(),
        Double.NaN,
        Double.NaN,
        evidence(window),
        Symptom.of(
                slope > 0 ? NAME + ".rising" : NAME + ".falling",
                Timestamps.toMicros(window.windowStart()))
            .at(window.lastValue())
            .changedBy(slope)
            .usually(parameters.slopePerMinute()));
  }

  private String evidence(WindowStats window) {
    double slope = window.slopePerMinute();
    String unit = window.context().series().unit();
    return "The values "
        + (slope > 0 ? "rise" : "fall")
        + " by "
        + Figures.format(Math.abs(slope), unit)
        + " a minute over "
        + window.count()
        + " readings, and the last is "
        + Figures.format(window.lastValue(), unit)
        + "; expected was at most "
        + Figures.format(parameters.slopePerMinute(), unit)
        + " a minute.";
  }
}

package io.plantbeam.detect.window;

import io.plantbeam.detect.settings.Activation;
import io.plantbeam.detect.settings.AlertPolicy;
import io.plantbeam.detect.settings.ScoreScale;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.Figures;
import io.plantbeam.model.Severity;
import io.plantbeam.model.Timestamps;
import io.plantbeam.model.WindowStats;

/** A window full of readings that are all equal: a sensor that no longer measures. */
public final class StuckDetector implements WindowDetector {
  public static final String NAME = "stuck";

  public static final WindowDetectorType<StuckParameters> TYPE =
      new WindowDetectorType<>(
          NAME,
          Activation.EVERYWHERE,
          ScoreScale.NONE,
          AlertPolicy.NEVER,
          StuckParameters.DEFAULTS,
          StuckDetector::new);

  private final StuckParameters parameters;

  /** Takes parameters without problems. */
  public StuckDetector(StuckParameters parameters) {
    this.parameters = parameters;
  }

  @Override
  public Anomaly judge(WindowStats window) {
    if (window.count() <= parameters.readings() || window.min() != window.max()) {
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
        window.min(),
        Double.NaN,
        Double.NaN,
        "All "
            + window.count()
            + " readings of the window are exactly "
            + Figures.format(window.min(), window.context().series().unit())
            + "; expected was at least a small change among more than "
            + parameters.readings()
            + " readings.");
  }
}

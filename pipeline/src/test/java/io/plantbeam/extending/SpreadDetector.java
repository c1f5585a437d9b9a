package io.plantbeam.extending;

import io.plantbeam.detect.settings.Activation;
import io.plantbeam.detect.settings.AlertPolicy;
import io.plantbeam.detect.settings.ScoreScale;
import io.plantbeam.detect.window.WindowDetector;
import io.plantbeam.detect.window.WindowDetectorType;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.Severity;
import io.plantbeam.model.WindowStats;

/** A detector of windows whose values lie too far apart. */
final class SpreadDetector implements WindowDetector {
  private static final long serialVersionUID = 1;

  static final WindowDetectorType<SpreadParameters> TYPE =
      new WindowDetectorType<>(
          "spread",
          Activation.WHERE_NAMED,
          ScoreScale.NONE,
          AlertPolicy.FROM_HIGH,
          SpreadParameters.DEFAULTS,
          SpreadDetector::new);

  private final SpreadParameters parameters;

  private SpreadDetector(SpreadParameters parameters) {
    this.parameters = parameters;
  }

  @Override
  public Anomaly judge(WindowStats window) {
    double spread = window.max() - window.min();
    if (spread <= parameters.most()) {
      return null;
    }
    return new Anomaly(
        TYPE.name(),
        window.context(),
        Severity.HIGH,
        Double.NaN,
        window.windowEnd(),
        window.windowStart(),
        window.windowEnd(),
        spread,
        Double.NaN,
        parameters.most(),
        "Values lie too far apart.");
  }
}

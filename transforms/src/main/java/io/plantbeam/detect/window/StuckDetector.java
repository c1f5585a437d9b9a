package io.plantbeam.detect.window;

import io.plantbeam.detect.settings.DetectorSettings;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.Figures;
import io.plantbeam.model.Severity;
import io.plantbeam.model.Timestamps;
import io.plantbeam.model.WindowStats;

/** A window full of readings that are all equal: a sensor that no longer measures. */
public final class StuckDetector implements WindowDetector {
  public static final String NAME = "stuck";

  @Override
  public Anomaly judge(WindowStats window, DetectorSettings settings) {
    DetectorSettings.Stuck stuck = settings.stuck();
    if (!stuck.enabled() || window.count() <= stuck.readings() || window.min() != window.max()) {
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
            + stuck.readings()
            + " readings.");
  }
}

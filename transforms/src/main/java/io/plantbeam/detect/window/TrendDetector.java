package io.plantbeam.detect.window;

import io.plantbeam.detect.settings.DetectorSettings;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.Figures;
import io.plantbeam.model.Severity;
import io.plantbeam.model.Timestamps;
import io.plantbeam.model.WindowStats;

/** A window whose values rise or fall too fast. */
public final class TrendDetector implements WindowDetector {
  public static final String NAME = "trend";

  @Override
  public Anomaly judge(WindowStats window, DetectorSettings settings) {
    DetectorSettings.Trend trend = settings.trend();
    double slope = window.slopePerMinute();
    if (!trend.enabled()
        || window.count() < trend.minimumReadings()
        || !(Math.abs(slope) > trend.slopePerMinute())) {
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
        evidence(window, trend));
  }

  private static String evidence(WindowStats window, DetectorSettings.Trend trend) {
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
        + Figures.format(trend.slopePerMinute(), unit)
        + " a minute.";
  }
}

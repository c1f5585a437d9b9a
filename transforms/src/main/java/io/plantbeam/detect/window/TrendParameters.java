package io.plantbeam.detect.window;

import io.plantbeam.detect.settings.DetectorParameters;
import io.plantbeam.detect.settings.ParameterProblems;

/**
 * From where on the values of a window rise or fall too fast.
 *
 * @param slopePerMinute an anomaly is above this, rising or falling, in the unit of the readings
 * @param minimumReadings how many readings there must be
 */
public record TrendParameters(double slopePerMinute, long minimumReadings)
    implements DetectorParameters {
  public static final TrendParameters DEFAULTS = new TrendParameters(10, 5);

  @Override
  public void check(ParameterProblems problems) {
    problems
        .positive("slope_per_minute", slopePerMinute)
        .wholeFrom("minimum_readings", minimumReadings, 2);
  }
}

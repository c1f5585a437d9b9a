package io.plantbeam.detect.threshold;

import io.plantbeam.detect.settings.DetectorParameters;
import io.plantbeam.detect.settings.ParameterProblems;

/**
 * From where on readings outside the limits of the asset registry are too many.
 *
 * @param readings an anomaly has more than these in one minute
 */
public record ThresholdParameters(long readings) implements DetectorParameters {
  public static final ThresholdParameters DEFAULTS = new ThresholdParameters(5);

  @Override
  public void check(ParameterProblems problems) {
    problems.wholeFrom("readings", readings, 0);
  }
}

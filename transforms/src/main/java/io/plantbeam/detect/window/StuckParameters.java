package io.plantbeam.detect.window;

import io.plantbeam.detect.settings.DetectorParameters;
import io.plantbeam.detect.settings.ParameterProblems;

/**
 * From where on readings that are all equal are too many.
 *
 * @param readings an anomaly has more than these
 */
public record StuckParameters(long readings) implements DetectorParameters {
  public static final StuckParameters DEFAULTS = new StuckParameters(10);

  @Override
  public void check(ParameterProblems problems) {
    problems.wholeFrom("readings", readings, 1);
  }
}

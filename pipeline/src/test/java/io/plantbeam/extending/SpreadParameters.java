package io.plantbeam.extending;

import io.plantbeam.detect.settings.DetectorParameters;
import io.plantbeam.detect.settings.ParameterProblems;

/**
 * The parameters of a detector of the spread of values.
 *
 * @param most the largest difference of two values of a window that is well
 */
public record SpreadParameters(double most) implements DetectorParameters {
  static final SpreadParameters DEFAULTS = new SpreadParameters(10);

  @Override
  public void check(ParameterProblems problems) {
    problems.positive("most", most);
  }
}

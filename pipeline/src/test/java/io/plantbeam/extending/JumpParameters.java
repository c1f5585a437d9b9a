package io.plantbeam.extending;

import io.plantbeam.detect.settings.DetectorParameters;
import io.plantbeam.detect.settings.ParameterProblems;

/**
 * The parameters of a detector of jumps.
 *
 * @param most the largest difference of a reading and the one before it that is well
 */
public record JumpParameters(double most) implements DetectorParameters {
  static final JumpParameters DEFAULTS = new JumpParameters(10);

  @Override
  public void check(ParameterProblems problems) {
    problems.positive("most", most);
  }
}

package io.plantbeam.detect.reading.chart;

import io.plantbeam.detect.settings.DetectorParameters;
import io.plantbeam.detect.settings.ParameterProblems;

/**
 * How {@code EwmaDetector} learns and judges.
 *
 * @param learningReadings from which the mean and the standard deviation are learned
 * @param weight lambda: the weight of the newest reading in the average
 * @param limit L: the control limit in standard deviations of the average
 * @param deviationFloor the least standard deviation of readings, as a fraction of the mean
 */
public record EwmaParameters(
    int learningReadings, double weight, double limit, double deviationFloor)
    implements DetectorParameters {
  public static final EwmaParameters DEFAULTS = new EwmaParameters(100, 0.2, 3, 0.001);

  @Override
  public void check(ParameterProblems problems) {
    problems
        .whole("learning_readings", learningReadings, 2, 1_000_000)
        .between("weight", weight, 0.001, 1)
        .positive("limit", limit)
        .between("deviation_floor", deviationFloor, 0, 1);
  }
}

package io.plantbeam.detect.reading.chart;

import io.plantbeam.detect.settings.DetectorParameters;
import io.plantbeam.detect.settings.ParameterProblems;

/**
 * How {@code CusumDetector} learns and judges. In control, the defaults alarm every 465 readings on
 * average (Montgomery, "Introduction to Statistical Quality Control"); with a decision interval of
 * 8 it is some 9,600, and with 10 some 70,000 (Siegmund's approximation).
 *
 * @param learningReadings from which the mean and the standard deviation are learned
 * @param reference k: half the shift to detect, in standard deviations
 * @param decisionInterval h: the sum that is an alarm, in standard deviations
 * @param deviationFloor the least standard deviation, as a fraction of the mean
 */
public record CusumParameters(
    int learningReadings, double reference, double decisionInterval, double deviationFloor)
    implements DetectorParameters {
  public static final CusumParameters DEFAULTS = new CusumParameters(100, 0.5, 5, 0.001);

  @Override
  public void check(ParameterProblems problems) {
    problems
        .whole("learning_readings", learningReadings, 2, 1_000_000)
        .atLeast("reference", reference, 0)
        .positive("decision_interval", decisionInterval)
        .between("deviation_floor", deviationFloor, 0, 1);
  }
}

package io.plantbeam.detect.reading.outlier;

import io.plantbeam.detect.settings.DetectorParameters;
import io.plantbeam.detect.settings.ParameterProblems;

/**
 * How {@code RobustZDetector} judges.
 *
 * @param window readings before the judged one that it is judged by
 * @param minimumReadings as many there must be; nothing is scored before
 * @param threshold the modified z-score that is an anomaly
 * @param deviationFloor the least deviation to divide by, as a fraction of the median
 */
public record RobustZParameters(
    int window, int minimumReadings, double threshold, double deviationFloor)
    implements DetectorParameters {
  /** 3.5 is what Iglewicz and Hoaglin recommend. */
  public static final RobustZParameters DEFAULTS = new RobustZParameters(100, 50, 3.5, 0.001);

  @Override
  public void check(ParameterProblems problems) {
    problems
        .whole("window", window, 3, 1_000)
        .whole("minimum_readings", minimumReadings, 3, window)
        .positive("threshold", threshold)
        .between("deviation_floor", deviationFloor, 0, 1);
  }
}

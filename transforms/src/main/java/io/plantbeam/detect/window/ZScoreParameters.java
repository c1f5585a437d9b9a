package io.plantbeam.detect.window;

import io.plantbeam.detect.settings.DetectorParameters;
import io.plantbeam.detect.settings.ParameterProblems;

/**
 * From where on the last reading of a window is too far from the others.
 *
 * @param medium an anomaly is {@code medium} above this score, in standard deviations of a normal
 *     distribution
 * @param high {@code high} above this score
 * @param critical {@code critical} above this score
 * @param minimumReadings how many other readings there must be
 * @param deviationFloor the least standard deviation to divide by, in the unit of the readings
 */
public record ZScoreParameters(
    double medium, double high, double critical, long minimumReadings, double deviationFloor)
    implements DetectorParameters {
  public static final ZScoreParameters DEFAULTS = new ZScoreParameters(3, 4, 5, 10, 0.1);

  @Override
  public void check(ParameterProblems problems) {
    problems
        .positive("medium", medium)
        .positive("high", high)
        .positive("critical", critical)
        .notBelow("high", high, "medium", medium)
        .notBelow("critical", critical, "high", high)
        .wholeFrom("minimum_readings", minimumReadings, 2)
        .positive("deviation_floor", deviationFloor);
  }
}

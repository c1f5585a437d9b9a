package io.plantbeam.detect.reading.novelty;

import io.plantbeam.detect.settings.DetectorParameters;
import io.plantbeam.detect.settings.ParameterProblems;

/**
 * How {@code NoveltyDetector} judges.
 *
 * @param warmUpReadings nothing is scored before a series has had this many readings
 * @param newHighReadings a score alerts only where it exceeds those of this many readings before it
 * @param rangeHalfLifeReadings the range of the smoothed value shrinks by half over this many
 * @param threshold the score from which on there is an alert, above 0 and below 1
 */
public record NoveltyParameters(
    long warmUpReadings, int newHighReadings, double rangeHalfLifeReadings, double threshold)
    implements DetectorParameters {

  /** The parameters of a sensor type that says nothing else. */
  public static final NoveltyParameters DEFAULTS = new NoveltyParameters(100, 100, 3000, 0.16);

  static final int LEAST_WARM_UP_READINGS = 10;

  private static final int MOST_NEW_HIGH_READINGS = 150;

  @Override
  public void check(ParameterProblems problems) {
    problems
        .wholeFrom("warm_up_readings", warmUpReadings, LEAST_WARM_UP_READINGS)
        .whole("new_high_readings", newHighReadings, 1, MOST_NEW_HIGH_READINGS)
        .demand(
            rangeHalfLifeReadings >= 1 && !Double.isInfinite(rangeHalfLifeReadings),
            "range_half_life_readings",
            rangeHalfLifeReadings,
            "a number from 1 upward")
        .demand(
            threshold > 0 && threshold < 1, "threshold", threshold, "a number above 0 and below 1");
  }
}

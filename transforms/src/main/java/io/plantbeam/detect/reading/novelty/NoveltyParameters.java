package io.plantbeam.detect.reading.novelty;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * How {@link NoveltyDetector} judges.
 *
 * @param warmUpReadings nothing is scored before a series has had this many readings
 * @param newHighReadings a score alerts only where it exceeds those of this many readings before it
 * @param rangeHalfLifeReadings the range of the smoothed value shrinks by half over this many
 * @param threshold the score from which on there is an alert, above 0 and below 1
 */
public record NoveltyParameters(
    long warmUpReadings, int newHighReadings, double rangeHalfLifeReadings, double threshold)
    implements Serializable {

  /** The parameters of a sensor type that says nothing else. */
  public static final NoveltyParameters DEFAULTS = new NoveltyParameters(100, 100, 3000, 0.16);

  static final int LEAST_WARM_UP_READINGS = 10;

  private static final int MOST_NEW_HIGH_READINGS = 150;

  /** What is wrong with these parameters, a sentence each; empty where nothing is. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (warmUpReadings < LEAST_WARM_UP_READINGS) {
      problems.add(
          "novelty.warm_up_readings is %d; allowed is a whole number from %d upward."
              .formatted(warmUpReadings, LEAST_WARM_UP_READINGS));
    }
    if (newHighReadings < 1 || newHighReadings > MOST_NEW_HIGH_READINGS) {
      problems.add(
          "novelty.new_high_readings is %d; allowed is a whole number from 1 to %d."
              .formatted(newHighReadings, MOST_NEW_HIGH_READINGS));
    }
    if (!(rangeHalfLifeReadings >= 1) || Double.isInfinite(rangeHalfLifeReadings)) {
      problems.add(
          "novelty.range_half_life_readings is %s; allowed is a number from 1 upward."
              .formatted(rangeHalfLifeReadings));
    }
    if (!(threshold > 0 && threshold < 1)) {
      problems.add(
          "novelty.threshold is %s; allowed is a number above 0 and below 1.".formatted(threshold));
    }
    return problems;
  }
}

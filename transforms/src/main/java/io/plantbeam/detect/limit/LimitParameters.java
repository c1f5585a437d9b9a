package io.plantbeam.detect.limit;

import io.plantbeam.detect.settings.DetectorParameters;
import io.plantbeam.detect.settings.ParameterProblems;

/**
 * How often the detector {@code limit} tells of a series that stays beyond its limits.
 *
 * @param repeatMillis of event time between two anomalies of one state
 */
public record LimitParameters(long repeatMillis) implements DetectorParameters {
  public static final LimitParameters DEFAULTS = new LimitParameters(300_000);

  @Override
  public void check(ParameterProblems problems) {
    problems.whole("repeat", repeatMillis, 1, Long.MAX_VALUE);
  }
}

package io.plantbeam.detect.silence;

import io.plantbeam.detect.settings.DetectorParameters;
import io.plantbeam.detect.settings.ParameterProblems;

/**
 * When a series counts as silent.
 *
 * <p>By default four intervals: three readings in a row that were lost on the way are no silence.
 *
 * @param intervals how many of its usual intervals a series may be without a reading
 * @param atLeastMillis how long it may be without one in any case
 */
public record SilenceParameters(double intervals, long atLeastMillis)
    implements DetectorParameters {
  public static final SilenceParameters DEFAULTS = new SilenceParameters(4, 120_000);

  @Override
  public void check(ParameterProblems problems) {
    problems.atLeast("intervals", intervals, 1).whole("at_least", atLeastMillis, 1, Long.MAX_VALUE);
  }
}

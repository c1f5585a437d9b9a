package io.plantbeam.detect.silence;

import io.plantbeam.detect.settings.ParameterProblems;
import java.io.Serializable;
import java.util.List;

/**
 * When a series counts as silent.
 *
 * @param intervals so many of its usual intervals it may be without a reading
 * @param atLeastMillis so long it may be in any case
 */
public record SilenceParameters(boolean enabled, double intervals, long atLeastMillis)
    implements Serializable {
  /** Off. */
  public static final SilenceParameters DEFAULTS = new SilenceParameters(false, 3, 120_000);

  /** The same, on or off. */
  public SilenceParameters withEnabled(boolean on) {
    return new SilenceParameters(on, intervals, atLeastMillis);
  }

  /** What is out of range, a sentence each; empty where nothing is. */
  public List<String> problems() {
    return new ParameterProblems(SilenceWatch.NAME)
        .atLeast("intervals", intervals, 1)
        .whole("at_least", atLeastMillis, 1, Long.MAX_VALUE)
        .list();
  }
}

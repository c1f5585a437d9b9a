package io.plantbeam.detect.guard;

import io.plantbeam.detect.settings.DetectorParameters;
import io.plantbeam.detect.settings.ParameterProblems;

/**
 * From where on the guard alerts, and how long it waits for other sensors of the machine.
 *
 * @param threshold an anomaly has a score above this
 * @param holdMillis so long after a minute another sensor may still show that the machine changed
 *     its state; at least the time by which sensors of a machine differ
 */
public record GuardParameters(double threshold, long holdMillis) implements DetectorParameters {
  public static final GuardParameters DEFAULTS = new GuardParameters(1, 4 * 60_000);

  private static final long MINUTE_MILLIS = 60_000;
  private static final long SHOWN_MILLIS = 5 * MINUTE_MILLIS;
  private static final long LEAST_HOLD_MILLIS = MINUTE_MILLIS;
  private static final long MOST_HOLD_MILLIS = 30 * MINUTE_MILLIS;

  @Override
  public void check(ParameterProblems problems) {
    problems
        .positive("threshold", threshold)
        .whole("hold", holdMillis, LEAST_HOLD_MILLIS, MOST_HOLD_MILLIS);
  }

  /**
   * The hold, or what is left of the time in which a slow sensor shows a change; the minute that
   * ends with it, and the reading that completes that minute.
   */
  @Override
  public long heldBackMillis() {
    return Math.max(holdMillis, SHOWN_MILLIS) + 2 * MINUTE_MILLIS;
  }
}

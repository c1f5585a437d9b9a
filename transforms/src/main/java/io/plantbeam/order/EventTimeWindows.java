package io.plantbeam.order;

import org.apache.beam.sdk.transforms.windowing.AfterPane;
import org.apache.beam.sdk.transforms.windowing.AfterWatermark;
import org.apache.beam.sdk.transforms.windowing.TimestampCombiner;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.joda.time.Duration;

/**
 * Windows that are output, if they hold anything, when the watermark passes their end, and again
 * with each late element that is within the allowed lateness, at their greatest timestamps.
 */
public final class EventTimeWindows {
  private EventTimeWindows() {}

  /**
   * Windows that still have to be told whether what was output is kept for the next output.
   *
   * @param latenessMillis allowed lateness, in milliseconds; Beam takes that of the input where
   *     that is longer
   */
  public static <T> Window<T> into(WindowFn<? super T, ?> windowFn, long latenessMillis) {
    return Window.<T>into(windowFn)
        .triggering(
            AfterWatermark.pastEndOfWindow().withLateFirings(AfterPane.elementCountAtLeast(1)))
        .withAllowedLateness(
            Duration.millis(latenessMillis), Window.ClosingBehavior.FIRE_IF_NON_EMPTY)
        .withOnTimeBehavior(Window.OnTimeBehavior.FIRE_IF_NON_EMPTY)
        .withTimestampCombiner(TimestampCombiner.END_OF_WINDOW);
  }
}

package io.plantbeam.windows;

import java.util.Objects;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.PartitioningWindowFn;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Assigns to each timestamp the last of the sliding windows that hold it: when that one expires, so
 * have all others.
 */
final class LastSlidingWindow extends PartitioningWindowFn<Object, IntervalWindow> {
  private final long sizeMillis;
  private final long periodMillis;

  LastSlidingWindow(long sizeMillis, long periodMillis) {
    this.sizeMillis = sizeMillis;
    this.periodMillis = periodMillis;
  }

  @Override
  public IntervalWindow assignWindow(Instant timestamp) {
    long time = timestamp.getMillis();
    long start = time - Math.floorMod(time, periodMillis);
    return new IntervalWindow(Instant.ofEpochMilli(start), Duration.millis(sizeMillis));
  }

  @Override
  public Coder<IntervalWindow> windowCoder() {
    return IntervalWindow.getCoder();
  }

  @Override
  @SuppressWarnings("deprecation")
  public boolean isCompatible(WindowFn<?, ?> other) {
    return equals(other);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LastSlidingWindow that
        && sizeMillis == that.sizeMillis
        && periodMillis == that.periodMillis;
  }

  @Override
  public int hashCode() {
    return Objects.hash(sizeMillis, periodMillis);
  }
}

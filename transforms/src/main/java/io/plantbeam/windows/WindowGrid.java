package io.plantbeam.windows;

import java.io.Serializable;
import java.math.BigInteger;

/**
 * Where panes and sliding windows lie in event time: both aligned to the epoch, the pane as long as
 * the greatest common divisor of size and period. All in milliseconds.
 */
public final class WindowGrid implements Serializable {
  private static final long HOUR = 3_600_000;

  private final long size;
  private final long period;
  private final long pane;
  private final long spanLength;

  /**
   * @param period at most the size; need not divide it
   * @throws IllegalArgumentException if the period is not in (0, size]
   */
  public WindowGrid(long size, long period) {
    if (period <= 0 || period > size) {
      throw new IllegalArgumentException(
          "The period must be positive and at most the size, %d ms, but is %d ms"
              .formatted(size, period));
    }
    this.size = size;
    this.period = period;
    pane = BigInteger.valueOf(size).gcd(BigInteger.valueOf(period)).longValueExact();
    spanLength = Math.max(HOUR, size);
  }

  public long size() {
    return size;
  }

  public long period() {
    return period;
  }

  public long pane() {
    return pane;
  }

  public long paneStart(long time) {
    return time - Math.floorMod(time, pane);
  }

  /** The start of the first window that holds the pane which begins at a time. */
  public long firstWindowStart(long paneStart) {
    long earliest = paneStart + pane - size;
    return earliest + Math.floorMod(-earliest, period);
  }

  /** The start of the last window that holds the pane which begins at a time. */
  public long lastWindowStart(long paneStart) {
    return paneStart - Math.floorMod(paneStart, period);
  }

  /** The number of the span of time in which a window begins: an hour, or the size if longer. */
  public long span(long windowStart) {
    return Math.floorDiv(windowStart, spanLength);
  }
}

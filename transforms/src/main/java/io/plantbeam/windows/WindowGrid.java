package io.plantbeam.windows;

import java.io.Serializable;
import java.math.BigInteger;

/**
 * Where panes and sliding windows lie in event time: both aligned to the epoch, the pane as long as
 * the greatest common divisor of size and period. All in milliseconds.
 */
final class WindowGrid implements Serializable {
  private static final long HOUR = 3_600_000;
  private static final long LONGEST_GATHERING = 60_000;
  private static final long SHORTEST_GATHERING = 1_000;

  private final long size;
  private final long period;
  private final long pane;
  private final long spanLength;

  WindowGrid(long size, long period) {
    this.size = size;
    this.period = period;
    pane = BigInteger.valueOf(size).gcd(BigInteger.valueOf(period)).longValueExact();
    spanLength = Math.max(HOUR, size);
  }

  long size() {
    return size;
  }

  long period() {
    return period;
  }

  long pane() {
    return pane;
  }

  /**
   * How long readings of a stream are gathered before panes are made of them: a pane, or the
   * longest part of a long one that divides it and is between a second and a minute, if there is
   * one.
   */
  long gathering() {
    long least = (pane + LONGEST_GATHERING - 1) / LONGEST_GATHERING;
    for (long parts = least; pane / parts >= SHORTEST_GATHERING; parts++) {
      if (pane % parts == 0) {
        return pane / parts;
      }
    }
    return pane;
  }

  long paneStart(long time) {
    return time - Math.floorMod(time, pane);
  }

  /** The start of the first window that holds the pane which begins at a time. */
  long firstWindowStart(long paneStart) {
    long earliest = paneStart + pane - size;
    return earliest + Math.floorMod(-earliest, period);
  }

  /** The start of the last window that holds the pane which begins at a time. */
  long lastWindowStart(long paneStart) {
    return paneStart - Math.floorMod(paneStart, period);
  }

  /** The number of the span of time in which a window begins: an hour, or the size if longer. */
  long span(long windowStart) {
    return Math.floorDiv(windowStart, spanLength);
  }
}

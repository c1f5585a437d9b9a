package io.plantbeam.peer;

/**
 * A window as it is written.
 *
 * @param windowStart milliseconds since the epoch, inclusive
 * @param windowEnd milliseconds since the epoch, exclusive
 */
record WindowResult(String sensorId, long windowStart, long windowEnd, WindowFigures figures) {
  private static final int LEAST_OTHERS = 10;
  private static final double MOST_DEVIATIONS = 3;

  /** Whether the last reading is far from at least ten others. */
  boolean isAnomaly() {
    return figures.count > LEAST_OTHERS && Math.abs(figures.lastZ()) > MOST_DEVIATIONS;
  }
}

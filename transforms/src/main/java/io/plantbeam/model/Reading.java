package io.plantbeam.model;

/**
 * One number that a sensor measured. Its identity is series and event time, and the value where
 * several have these in common.
 *
 * @param eventTimeMicros microseconds since the epoch
 * @param value finite
 * @param quality as the message gives it, 1.0 where it gives none
 */
public record Reading(
    SeriesInfo series,
    long eventTimeMicros,
    double value,
    double quality,
    RangeCheck rangeCheck,
    MessagePosition position) {

  /** Milliseconds since the epoch; what is finer is cut off. */
  public long eventTimeMillis() {
    return Timestamps.toMillis(eventTimeMicros);
  }
}

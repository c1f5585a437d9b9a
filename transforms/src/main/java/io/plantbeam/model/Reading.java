package io.plantbeam.model;

/**
 * One number that a sensor measured. Its identity is series and event time, and the value where
 * several have these in common.
 *
 * @param eventTimeMicros microseconds since the epoch
 * @param value finite
 * @param quality as the message gives it, 1.0 where it gives none
 * @param attributes what the message says beside its measures, as the text of a JSON object that is
 *     archived with the reading; null where it says nothing, or where that is not kept
 */
public record Reading(
    SeriesInfo series,
    long eventTimeMicros,
    double value,
    double quality,
    RangeCheck rangeCheck,
    MessagePosition position,
    String attributes) {

  /** A reading without attributes. */
  public Reading(
      SeriesInfo series,
      long eventTimeMicros,
      double value,
      double quality,
      RangeCheck rangeCheck,
      MessagePosition position) {
    this(series, eventTimeMicros, value, quality, rangeCheck, position, null);
  }

  /** Milliseconds since the epoch; what is finer is cut off. */
  public long eventTimeMillis() {
    return Timestamps.toMillis(eventTimeMicros);
  }
}

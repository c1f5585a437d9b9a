package io.plantbeam.model;

/**
 * One number that a sensor measured. Its identity is sensor, metric and event time.
 *
 * @param eventTimeMillis milliseconds since the epoch
 * @param value finite
 * @param quality as the message gives it, 1.0 where it gives none
 */
public record Reading(
    SeriesInfo series,
    long eventTimeMillis,
    double value,
    double quality,
    RangeCheck rangeCheck,
    MessagePosition position) {}

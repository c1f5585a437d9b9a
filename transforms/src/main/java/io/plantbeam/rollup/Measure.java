package io.plantbeam.rollup;

/**
 * What a facility or a line has a mean of.
 *
 * @param name a sensor type, or a {@link LineMetric}; may be null
 * @param unit may be null
 */
record Measure(String name, String unit) {}

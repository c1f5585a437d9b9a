package io.plantbeam.format.mapped;

/**
 * What is known of a metric that the messages do not say.
 *
 * @param name null where it keeps its own
 * @param type of sensor; null where it is not known
 * @param unit of the values when the factor is applied; null where it is not known
 */
record MetricRule(String name, String type, String unit, double factor, double offset) {}

package io.plantbeam.parse;

import java.io.Serializable;

/**
 * A measure that messages carry under its own name, such as {@code temperature_celsius}.
 *
 * @param name the JSON field, and the metric of its readings
 * @param unit null where it has none
 * @param range null where every finite number is valid
 */
public record Measure(String name, String unit, ValidRange range) implements Serializable {}

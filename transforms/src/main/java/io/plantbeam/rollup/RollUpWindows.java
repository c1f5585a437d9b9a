package io.plantbeam.rollup;

import java.io.Serializable;
import java.time.Duration;

/**
 * The windows of a roll-up: {@code [k * period, k * period + size)}, aligned to the epoch, in whole
 * milliseconds.
 *
 * @param period at most the size
 */
public record RollUpWindows(Duration size, Duration period) implements Serializable {}

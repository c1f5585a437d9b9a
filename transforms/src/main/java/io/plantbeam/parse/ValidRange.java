package io.plantbeam.parse;

import java.io.Serializable;

/**
 * The values that a measure can have, both bounds included, in the measure's unit.
 *
 * @param low negative infinity where there is no lower bound
 * @param high positive infinity where there is no upper bound
 * @param policy what becomes of a value outside
 */
public record ValidRange(double low, double high, Policy policy) implements Serializable {

  /** What becomes of a value outside its range. */
  public enum Policy {
    /** It becomes a dead letter. */
    REJECT,
    /** It is moved to the nearer bound. */
    CLAMP,
    /** It is kept and marked. */
    FLAG
  }

  /** Throws {@link IllegalArgumentException} where the bounds are not in order. */
  public ValidRange {
    if (!(low <= high)) {
      throw new IllegalArgumentException("low %s is not below high %s".formatted(low, high));
    }
  }

  public boolean contains(double value) {
    return value >= low && value <= high;
  }

  public double clamp(double value) {
    return Math.max(low, Math.min(high, value));
  }
}

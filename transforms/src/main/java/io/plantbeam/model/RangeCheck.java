package io.plantbeam.model;

/** What the valid range of a measure has done to a reading. The order is part of the coders. */
public enum RangeCheck {
  /** Inside the range, or no range is known. */
  OK,
  /** Outside, and moved to the nearer bound. */
  CLAMPED,
  /** Outside, and kept as it was. */
  FLAGGED;

  private static final RangeCheck[] VALUES = values();

  static RangeCheck of(int ordinal) {
    return VALUES[ordinal];
  }
}

package io.plantbeam.format.mapped;

import java.util.Map;

/**
 * What becomes of texts, or of true and false, where a number is expected.
 *
 * @param numbers the numbers that texts stand for
 * @param otherwise what becomes of all others
 */
record ScalarRule(Map<String, Double> numbers, Otherwise otherwise) {
  /** What becomes of what stands for no number. */
  enum Otherwise {
    /** A text that is written as a number is that number; all others are passed over. */
    NUMBER,
    /** Passed over, whatever it is. */
    PASS_OVER,
    /** A text that is written as a number is that number; all others become dead letters. */
    REFUSE
  }

  ScalarRule {
    numbers = Map.copyOf(numbers);
  }
}

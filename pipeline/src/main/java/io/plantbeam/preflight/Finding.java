package io.plantbeam.preflight;

/**
 * What a check found.
 *
 * @param sentence names the option, its value, and what was found
 */
public record Finding(boolean passed, String sentence) {

  /** A line with a tick or a cross. */
  @Override
  public String toString() {
    return (passed ? "\u2713 " : "\u2717 ") + sentence;
  }
}

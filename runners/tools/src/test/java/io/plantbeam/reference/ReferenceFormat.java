package io.plantbeam.reference;

import io.plantbeam.reference.ReferenceInput.Line;

/** How messages are read. */
@FunctionalInterface
public interface ReferenceFormat {
  /** Puts out all that a message holds. */
  void parse(Line line, ReferenceReadings out);
}

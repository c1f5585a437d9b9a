package io.plantbeam.options;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the records of the input are. */
public enum InputFormat {
  /** Messages of sensors. */
  MESSAGES,

  /** Dead letters of an earlier run, whose messages are parsed again. */
  DEAD_LETTERS;

  /** As the option {@code --inputFormat} has it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The format with a label; empty where there is none. */
  static Optional<InputFormat> of(String label) {
    return Arrays.stream(values()).filter(format -> format.label().equals(label)).findFirst();
  }
}

package io.plantbeam.options;

import io.plantbeam.config.Durations;
import io.plantbeam.config.InvalidOptionsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with the options, so that a launch names all of it at once. */
final class OptionProblems {
  private final List<String> sentences = new ArrayList<>();

  /** Adds {@code --option=value: sentence}; a value of null is left out. */
  void add(String option, Object value, String sentence) {
    sentences.add(
        value == null
            ? "--%s: %s".formatted(option, sentence)
            : "--%s=%s: %s".formatted(option, value, sentence));
  }

  /** Adds a sentence that already names the option. */
  void add(String sentence) {
    sentences.add(sentence);
  }

  /** How many there are so far. */
  int count() {
    return sentences.size();
  }

  void throwIfAny() {
    if (!sentences.isEmpty()) {
      throw new InvalidOptionsException(sentences);
    }
  }

  /** Reads a duration that is at least {@code least}; on a problem returns {@code least}. */
  Duration duration(String option, String text, Duration least) {
    try {
      Duration duration = Durations.parse(text);
      if (duration.compareTo(least) >= 0) {
        return duration;
      }
      add(option, text, "is too short; allowed is " + Durations.format(least) + " or longer");
    } catch (IllegalArgumentException e) {
      add(option, text, e.getMessage());
    }
    return least;
  }
}

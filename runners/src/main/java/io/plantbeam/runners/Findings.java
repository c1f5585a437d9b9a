package io.plantbeam.runners;

import io.plantbeam.config.InvalidOptionsException;
import java.util.ArrayList;
import java.util.List;

/** What is found of a launch before it starts: why it is refused, and what is warned of. */
final class Findings {
  private final List<String> refusals = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  void refuse(String sentence) {
    refusals.add(sentence);
  }

  void warn(String sentence) {
    warnings.add(sentence);
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  void throwIfRefused() {
    if (!refusals.isEmpty()) {
      throw new InvalidOptionsException(refusals);
    }
  }
}

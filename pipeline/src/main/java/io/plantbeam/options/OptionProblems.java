package io.plantbeam.options;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with the options, so that a launch names all of it at once. */
final class OptionProblems {
  private final List<OptionProblem> problems = new ArrayList<>();

  /** Adds {@code --option=value: rule}; see {@link OptionProblem#of}. */
  void add(String option, Object value, String rule, String... missing) {
    problems.add(OptionProblem.of(option, value, rule, missing));
  }

  /** Adds a sentence that already names the option. */
  void add(String sentence) {
    problems.add(OptionProblem.of(sentence));
  }

  void addAll(List<OptionProblem> others) {
    problems.addAll(others);
  }

  List<OptionProblem> all() {
    return List.copyOf(problems);
  }
}

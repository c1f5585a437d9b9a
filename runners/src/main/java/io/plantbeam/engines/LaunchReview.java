package io.plantbeam.engines;

import io.plantbeam.options.OptionProblem;
import java.util.ArrayList;
import java.util.List;

/** What is found of a launch before it starts: why it is refused, and what is warned of. */
public final class LaunchReview {
  private final List<OptionProblem> refusals = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  LaunchReview() {}

  void refuse(String sentence, String... missing) {
    refusals.add(new OptionProblem(sentence, List.of(missing)));
  }

  void warn(String sentence) {
    warnings.add(sentence);
  }

  /** Each reason to refuse it. */
  public List<OptionProblem> refusals() {
    return List.copyOf(refusals);
  }

  /** Sentences for the user of a launch that is not refused. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }
}

package io.plantbeam.options;

import io.plantbeam.config.PropertiesFile;
import io.plantbeam.config.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Reads the options of a job, and collects what is wrong with them, so that a launch names all of
 * it at once. A value that is wrong by itself is a problem already: whoever reads it goes on as if
 * it were not given.
 */
public final class OptionReader {
  private final PipelineOptions options;
  private final Parameters parameters;
  private final List<OptionProblem> problems = new ArrayList<>();

  /** Checks each option by itself, and what they require of each other. */
  public OptionReader(PipelineOptions options, Parameters parameters) {
    this.options = options;
    this.parameters = parameters;
    problems.addAll(parameters.problems(options));
  }

  /** The options as one of the interfaces that make them up. */
  public <T extends PipelineOptions> T as(Class<T> type) {
    return options.as(type);
  }

  /** Whether the pipeline has such an option. */
  public boolean has(String option) {
    return parameters.named(option).isPresent();
  }

  /** Whether an option has a value that is not empty, allowed or not. */
  public boolean isGiven(String option) {
    return !parameters.valueOf(options, option).isEmpty();
  }

  /** Whether there is a value that is allowed by itself. */
  public boolean isUsable(String option) {
    String value = parameters.valueOf(options, option);
    return !value.isEmpty() && parameters.named(option).orElseThrow().problemWith(value).isEmpty();
  }

  /** Whether the value is the one that the option has where none is given. */
  public boolean isDefault(String option) {
    return parameters
        .valueOf(options, option)
        .equals(parameters.named(option).orElseThrow().defaultValue());
  }

  /** The value as it is written; null where there is none. */
  public String text(String option) {
    String value = parameters.valueOf(options, option);
    return value.isEmpty() ? null : value;
  }

  /** The elements of a list, spaces around them left out; empty where there is none. */
  public List<String> list(String option) {
    return isGiven(option) ? ValueRules.elements(text(option)) : List.of();
  }

  /**
   * The secret that an option refers to; null where the option is not given, or the secret does not
   * exist.
   */
  public String secret(String option) {
    if (!isUsable(option)) {
      return null;
    }
    try {
      return Secrets.resolve(text(option));
    } catch (IllegalArgumentException e) {
      refuse(option, text(option), e.getMessage());
      return null;
    }
  }

  /** What is in the properties file that an option names; empty where none is given. */
  public Map<String, String> properties(String option) {
    if (!isUsable(option)) {
      return Map.of();
    }
    try {
      return PropertiesFile.load(text(option));
    } catch (IllegalArgumentException e) {
      refuse(option, text(option), e.getMessage());
      return Map.of();
    }
  }

  /**
   * Adds {@code --option=value: rule}, without the value where it is null or a secret.
   *
   * @param missing see {@link OptionProblem}
   */
  public void refuse(String option, Object value, String rule, String... missing) {
    problems.add(parameters.problem(option, value, rule, missing));
  }

  /** Adds a sentence that already names the option. */
  public void refuse(String sentence) {
    problems.add(OptionProblem.of(sentence));
  }

  /** All problems so far. */
  public List<OptionProblem> problems() {
    return List.copyOf(problems);
  }
}

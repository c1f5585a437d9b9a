package io.plantbeam.job;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * How options name something to read.
 *
 * @param title what is read, as it stands in a sentence
 * @param options each of which alone names something to read
 * @param example how they are given, as it stands in a sentence
 * @param isBounded whether what is read has an end, which makes a batch job
 */
public record SourceOptions(String title, List<String> options, String example, boolean isBounded) {

  public SourceOptions {
    options = List.copyOf(options);
  }

  /**
   * Whether the options name something to read.
   *
   * @param values the value of each option by its name, empty where it has none
   */
  public boolean isGiven(UnaryOperator<String> values) {
    return options.stream().anyMatch(option -> !values.apply(option).isEmpty());
  }
}

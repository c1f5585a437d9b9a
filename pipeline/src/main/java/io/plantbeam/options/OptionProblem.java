package io.plantbeam.options;

import java.util.List;

/**
 * What is wrong with a launch.
 *
 * @param sentence names the option, the value that was given, and what is allowed
 * @param missing the options of which one would solve the problem, where it is that none of them is
 *     given; not worth telling if one was given and could not be read
 */
public record OptionProblem(String sentence, List<String> missing) {

  /** A problem that is nothing but a sentence. */
  public static OptionProblem of(String sentence) {
    return new OptionProblem(sentence, List.of());
  }
}

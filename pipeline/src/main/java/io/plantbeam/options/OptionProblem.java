package io.plantbeam.options;

import java.util.List;

/**
 * What is wrong with a launch.
 *
 * @param sentence names the option, the value that was given, and what is allowed
 * @param missing the options of which one would put it right, where the problem is that none is
 *     given: whoever knows that one was given and could not be taken need not say this too
 */
public record OptionProblem(String sentence, List<String> missing) {

  /** A problem that is nothing but a sentence. */
  public static OptionProblem of(String sentence) {
    return new OptionProblem(sentence, List.of());
  }
}

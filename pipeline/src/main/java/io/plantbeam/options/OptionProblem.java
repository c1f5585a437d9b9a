package io.plantbeam.options;

import java.util.List;
import java.util.Optional;

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

  /**
   * {@code --option=value: rule}, without the value where it is null or a secret.
   *
   * @param missing as above
   */
  public static OptionProblem of(String option, Object value, String rule, String... missing) {
    String text = value == null ? null : value.toString();
    Optional<ParameterSpec> spec = Parameters.named(option);
    boolean secret = spec.isEmpty() && Parameters.mayBeSecret(option);
    String shown = spec.isPresent() ? spec.get().display(text) : secret ? null : text;
    return new OptionProblem(
        shown == null
            ? "--%s: %s".formatted(option, rule)
            : "--%s=%s: %s".formatted(option, shown, rule),
        List.of(missing));
  }
}

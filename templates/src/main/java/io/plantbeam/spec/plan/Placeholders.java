package io.plantbeam.spec.plan;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The placeholders in a user's values: {@code ${NAME}} and {@code ${NAME:default}} stand for
 * variables of the environment, {@code $$} for a dollar sign. Any other dollar sign is one. What a
 * variable holds is not looked at again.
 */
final class Placeholders {
  private static final Pattern DOLLAR =
      Pattern.compile("\\$\\$|\\$\\{([A-Za-z_][A-Za-z0-9_]*)(:[^}]*)?}|\\$\\{");

  private Placeholders() {}

  /**
   * Fills the placeholders in.
   *
   * @param environment the value of a variable, null where there is none
   * @throws IllegalArgumentException saying which placeholder cannot be filled, and what to do
   */
  static String fill(String text, Function<String, String> environment) {
    StringBuilder out = new StringBuilder();
    Matcher matcher = DOLLAR.matcher(text);
    while (matcher.find()) {
      matcher.appendReplacement(out, Matcher.quoteReplacement(value(matcher, environment)));
    }
    return matcher.appendTail(out).toString();
  }

  private static String value(Matcher matcher, Function<String, String> environment) {
    if (matcher.group().equals("$$")) {
      return "$";
    }
    String name = matcher.group(1);
    if (name == null) {
      throw new IllegalArgumentException(
          "has an invalid placeholder; allowed are ${NAME} and ${NAME:default}, and $${ for"
              + " the text ${");
    }
    String value = environment.apply(name);
    if (value == null && matcher.group(2) == null) {
      throw new IllegalArgumentException(
          "there is no variable %s in the environment; set it, or give a default as ${%s:value}"
              .formatted(name, name));
    }
    return value == null ? matcher.group(2).substring(1) : value;
  }
}

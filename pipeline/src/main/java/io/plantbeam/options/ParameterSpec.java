package io.plantbeam.options;

import io.plantbeam.config.Secrets;
import io.plantbeam.config.Words;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/**
 * A parameter of a job: all that is known of an option, read from its getter.
 *
 * @param name of the option, such as {@code windowSize}
 * @param group heading under which it stands
 * @param type what its values are
 * @param elements what a list is a list of; null of other types
 * @param placeholder what stands for a value in lists
 * @param defaultValue null where there is none
 * @param help a sentence or more
 * @param example a value that is allowed
 * @param required whether every job needs it
 * @param requiredWhen what makes it required
 * @param choices the words of an enum; empty of other types
 * @param pattern what a text, or each element of a list, has to match as a whole; null where any
 *     will do
 * @param patternProblem says of a text that does not match what is allowed; null without a pattern
 * @param min the least number or duration; null where there is none
 * @param max the greatest number or duration; null where there is none
 * @param inTemplates whether templates may fix or expose it
 */
public record ParameterSpec(
    String name,
    String group,
    ParameterType type,
    ParameterType elements,
    String placeholder,
    String defaultValue,
    String help,
    String example,
    boolean required,
    List<Condition> requiredWhen,
    List<String> choices,
    String pattern,
    String patternProblem,
    String min,
    String max,
    boolean inTemplates) {

  /**
   * What another parameter has to be for this one to be required.
   *
   * @param value null for whenever it is given
   */
  public record Condition(String parameter, String value) {
    static Condition parse(String text) {
      String[] parts = text.split("=", 2);
      return new Condition(parts[0], parts.length == 2 ? parts[1] : null);
    }

    /** As people read it: {@code --inputFormat=messages}. */
    @Override
    public String toString() {
      return "--" + parameter + (value == null ? "" : "=" + value);
    }
  }

  /**
   * The parameters that the getters of an interface are annotated as, in their order.
   *
   * @throws IllegalArgumentException if one lacks a {@code @Description}
   */
  public static List<ParameterSpec> allOf(Class<?> options) {
    return gettersOf(options).stream().map(ParameterSpec::of).toList();
  }

  static List<Method> gettersOf(Class<?> options) {
    return Arrays.stream(options.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Parameter.class))
        .sorted(Comparator.comparingInt(method -> method.getAnnotation(Parameter.class).order()))
        .toList();
  }

  /**
   * Reads what a getter says of its option.
   *
   * @throws IllegalArgumentException if it lacks {@link Parameter} or {@code @Description}
   */
  static ParameterSpec of(Method getter) {
    Parameter parameter = getter.getAnnotation(Parameter.class);
    Description description = getter.getAnnotation(Description.class);
    if (parameter == null || description == null) {
      throw new IllegalArgumentException(getter + " lacks @Parameter or @Description");
    }
    List<String> choices = List.of(parameter.choices());
    return new ParameterSpec(
        Parameters.nameOf(getter),
        parameter.group(),
        parameter.type(),
        parameter.type() == ParameterType.LIST ? parameter.elements() : null,
        placeholder(parameter, choices),
        defaultOf(getter),
        description.value(),
        parameter.example(),
        parameter.required(),
        Arrays.stream(parameter.requiredWhen()).map(Condition::parse).toList(),
        choices,
        nullIfEmpty(parameter.pattern()),
        nullIfEmpty(parameter.patternProblem()),
        nullIfEmpty(parameter.min()),
        nullIfEmpty(parameter.max()),
        parameter.inTemplates());
  }

  private static String placeholder(Parameter parameter, List<String> choices) {
    if (!parameter.value().isEmpty()) {
      return parameter.value();
    }
    return switch (parameter.type()) {
      case ENUM -> String.join("|", choices);
      case LIST -> parameter.elements().placeholder() + ",...";
      default -> parameter.type().placeholder();
    };
  }

  private static String defaultOf(Method getter) {
    if (getter.isAnnotationPresent(Default.String.class)) {
      return getter.getAnnotation(Default.String.class).value();
    }
    if (getter.isAnnotationPresent(Default.Integer.class)) {
      return String.valueOf(getter.getAnnotation(Default.Integer.class).value());
    }
    if (getter.isAnnotationPresent(Default.Double.class)) {
      return String.valueOf(getter.getAnnotation(Default.Double.class).value());
    }
    if (getter.isAnnotationPresent(Default.Boolean.class)) {
      return String.valueOf(getter.getAnnotation(Default.Boolean.class).value());
    }
    return null;
  }

  private static String nullIfEmpty(String text) {
    return text.isEmpty() ? null : text;
  }

  /**
   * Checks a value by itself.
   *
   * @param value an empty text, where there is no default, is as good as none
   * @return what is wrong and what is allowed, without the name, to stand behind {@code
   *     --name=value: }; a secret is not in it
   */
  public Optional<String> problemWith(String value) {
    if (value == null || (value.isEmpty() && defaultValue == null)) {
      return Optional.empty();
    }
    return ValueRules.problem(this, value);
  }

  /**
   * A value as it may be printed: null for a secret that is not a reference, and without the login
   * in a URL.
   *
   * @param value may be null
   */
  public String display(String value) {
    if (value == null || (type == ParameterType.SECRET && !Secrets.isReference(value))) {
      return null;
    }
    boolean urls = type == ParameterType.URL || elements == ParameterType.URL;
    return urls ? ValueRules.withoutLogin(value) : value;
  }

  /** Whether it is required because another parameter has a value, which is not empty. */
  boolean isRequiredBy(String parameter, String value) {
    return requiredWhen.stream()
        .anyMatch(
            condition ->
                condition.parameter().equals(parameter)
                    && (condition.value() == null || condition.value().equals(value)));
  }

  /** The range that is allowed, as a sentence; empty where there is none. */
  public String range() {
    if (min != null && max != null) {
      return "Allowed is %s to %s.".formatted(min, max);
    }
    if (min != null) {
      return "Allowed is %s or %s."
          .formatted(min, type == ParameterType.DURATION ? "longer" : "more");
    }
    return max == null ? "" : "Allowed is at most %s.".formatted(max);
  }

  /** The range, and when it is required, as sentences; may be empty. */
  public String rules() {
    String always = required ? "Required." : "";
    String sometimes =
        requiredWhen.isEmpty() ? "" : "Required with %s.".formatted(Words.either(requiredWhen));
    return Stream.of(range(), always, sometimes)
        .filter(sentence -> !sentence.isEmpty())
        .collect(Collectors.joining(" "));
  }
}

package io.plantbeam.options;

import io.plantbeam.config.Secrets;
import io.plantbeam.config.Suggestions;
import java.beans.Introspector;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** The parameters of the job, as {@link TelemetryOptions} has them. */
public final class Parameters {
  private static final Map<String, Method> GETTERS = getters();
  private static final Map<String, ParameterSpec> SPECS = specs();

  private Parameters() {}

  private static Map<String, Method> getters() {
    Map<String, Method> getters = new LinkedHashMap<>();
    ParameterSpec.gettersOf(TelemetryOptions.class)
        .forEach(getter -> getters.put(nameOf(getter), getter));
    return getters;
  }

  private static Map<String, ParameterSpec> specs() {
    Map<String, ParameterSpec> specs = new LinkedHashMap<>();
    GETTERS.forEach((name, getter) -> specs.put(name, ParameterSpec.of(getter)));
    return specs;
  }

  /** The name of the option that a getter gets. */
  static String nameOf(Method getter) {
    String name = getter.getName();
    return Introspector.decapitalize(name.substring(name.startsWith("is") ? 2 : 3));
  }

  /** All, in their order. */
  public static List<ParameterSpec> all() {
    return List.copyOf(SPECS.values());
  }

  /** The one of this name. */
  public static Optional<ParameterSpec> named(String name) {
    return Optional.ofNullable(SPECS.get(name));
  }

  /**
   * Whether a name that is no parameter's may be meant for a secret, so that its value must not be
   * repeated.
   */
  public static boolean mayBeSecret(String name) {
    return Secrets.isSecretName(name)
        || Suggestions.closest(name, SPECS.keySet()).stream()
            .anyMatch(close -> SPECS.get(close).type() == ParameterType.SECRET);
  }

  /**
   * The names of all options that a launch takes: these parameters first, then what Beam and the
   * runners on the class path have.
   */
  public static List<String> optionNames() {
    TreeSet<String> others = new TreeSet<>();
    for (Class<? extends PipelineOptions> options : PipelineOptionsFactory.getRegisteredOptions()) {
      for (Method method : options.getMethods()) {
        if (method.getName().matches("(get|is)[A-Z].*") && method.getParameterCount() == 0) {
          others.add(nameOf(method));
        }
      }
    }
    List<String> names = new ArrayList<>(SPECS.keySet());
    others.stream().filter(name -> !SPECS.containsKey(name)).forEach(names::add);
    return names;
  }

  /**
   * Checks each parameter by itself, and what they require of each other.
   *
   * @return in the order of the parameters
   */
  static List<OptionProblem> problems(TelemetryOptions options) {
    List<OptionProblem> problems = new ArrayList<>();
    for (ParameterSpec spec : all()) {
      String value = valueOf(options, spec.name());
      spec.problemWith(value)
          .ifPresent(rule -> problems.add(OptionProblem.of(spec.name(), value, rule)));
    }
    problems.addAll(problemsBetween(name -> valueOf(options, name)));
    return problems;
  }

  /**
   * Checks that those parameters are given that are required, always or by others.
   *
   * @param values the value of each parameter by its name, empty where it has none
   * @return in the order of the parameters
   */
  public static List<OptionProblem> problemsBetween(UnaryOperator<String> values) {
    List<OptionProblem> problems = new ArrayList<>();
    List<ParameterSpec> missing =
        all().stream().filter(spec -> values.apply(spec.name()).isEmpty()).toList();
    for (ParameterSpec spec : all()) {
      String value = values.apply(spec.name());
      if (value.isEmpty()) {
        if (spec.required()) {
          problems.add(required(spec));
        }
        continue;
      }
      for (ParameterSpec other : missing) {
        if (other.isRequiredBy(spec.name(), value)) {
          problems.add(
              OptionProblem.of(
                  spec.name(),
                  value,
                  "needs --%s=%s".formatted(other.name(), other.placeholder()),
                  other.name()));
        }
      }
    }
    return problems;
  }

  /** Says that a parameter is missing. */
  public static OptionProblem required(ParameterSpec spec) {
    return OptionProblem.of(
        spec.name(),
        null,
        "is required; give one such as --%s=%s".formatted(spec.name(), spec.example()),
        spec.name());
  }

  /** The value as it is written; empty where there is none. */
  static String valueOf(TelemetryOptions options, String name) {
    try {
      Object value = GETTERS.get(name).invoke(options);
      return value == null ? "" : value.toString();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("TelemetryOptions has no public getter of " + name, e);
    }
  }
}

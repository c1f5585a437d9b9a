package io.plantbeam.options;

import io.plantbeam.config.Secrets;
import io.plantbeam.config.Suggestions;
import java.beans.Introspector;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * The parameters of a kind of pipeline: the options of several interfaces, one of each connector
 * among them, as one list.
 */
public final class Parameters {
  /** The headings in their order; others stand behind them. */
  private static final List<String> GROUPS =
      List.of(
          "Input",
          "Assets and sensor types",
          "Windows and alerts",
          "Output",
          "Object stores",
          "Replay",
          "Secrets",
          "Job");

  private final Map<String, Method> getters = new LinkedHashMap<>();
  private final Map<String, ParameterSpec> specs = new LinkedHashMap<>();

  private Parameters() {}

  /**
   * Puts the parameters of the interfaces together: by group, within a group in the order of the
   * interfaces, and of one interface in its own. Beam then knows them as arguments of a launch.
   *
   * @throws IllegalArgumentException if two have the same name
   */
  public static Parameters of(List<Class<? extends PipelineOptions>> interfaces) {
    List<Method> all = new ArrayList<>();
    for (Class<? extends PipelineOptions> options : interfaces) {
      PipelineOptionsFactory.register(options);
      all.addAll(ParameterSpec.gettersOf(options));
    }
    all.sort(Comparator.comparingInt(Parameters::groupOf));
    Parameters parameters = new Parameters();
    for (Method getter : all) {
      ParameterSpec spec = ParameterSpec.of(getter);
      if (parameters.specs.put(spec.name(), spec) != null) {
        throw new IllegalArgumentException("--%s is there twice".formatted(spec.name()));
      }
      parameters.getters.put(spec.name(), getter);
    }
    return parameters;
  }

  private static int groupOf(Method getter) {
    int index = GROUPS.indexOf(getter.getAnnotation(Parameter.class).group());
    return index < 0 ? GROUPS.size() : index;
  }

  /** The name of the option that a getter gets. */
  static String nameOf(Method getter) {
    String name = getter.getName();
    return Introspector.decapitalize(name.substring(name.startsWith("is") ? 2 : 3));
  }

  /** All, in their order. */
  public List<ParameterSpec> all() {
    return List.copyOf(specs.values());
  }

  /** The one of this name. */
  public Optional<ParameterSpec> named(String name) {
    return Optional.ofNullable(specs.get(name));
  }

  /**
   * Whether a name that belongs to no parameter may be meant for a secret, so that its value must
   * not be repeated.
   */
  public boolean mayBeSecret(String name) {
    return Secrets.isSecretName(name)
        || Suggestions.closest(name, specs.keySet()).stream()
            .anyMatch(close -> specs.get(close).type() == ParameterType.SECRET);
  }

  /**
   * The names of all options that a launch takes: these parameters first, then what Beam and the
   * runners on the class path have, but no parameters of other kinds of pipelines.
   */
  public List<String> optionNames() {
    TreeSet<String> others = new TreeSet<>();
    for (Class<? extends PipelineOptions> options : PipelineOptionsFactory.getRegisteredOptions()) {
      for (Method method : options.getMethods()) {
        if (method.getName().matches("(get|is)[A-Z].*")
            && method.getParameterCount() == 0
            && !method.isAnnotationPresent(Parameter.class)) {
          others.add(nameOf(method));
        }
      }
    }
    List<String> names = new ArrayList<>(specs.keySet());
    others.stream().filter(name -> !specs.containsKey(name)).forEach(names::add);
    return names;
  }

  /**
   * Checks each parameter by itself, and what they require of each other.
   *
   * @return in the order of the parameters
   */
  List<OptionProblem> problems(PipelineOptions options) {
    List<OptionProblem> problems = new ArrayList<>();
    for (ParameterSpec spec : all()) {
      String value = valueOf(options, spec.name());
      spec.problemWith(value).ifPresent(rule -> problems.add(problem(spec.name(), value, rule)));
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
  public List<OptionProblem> problemsBetween(UnaryOperator<String> values) {
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
              problem(
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
  public OptionProblem required(ParameterSpec spec) {
    return problem(
        spec.name(),
        null,
        "is required; give one such as --%s=%s".formatted(spec.name(), spec.example()),
        spec.name());
  }

  /**
   * The problem {@code --option=value: rule}, without the value where it is null or a secret.
   *
   * @param missing see {@link OptionProblem}
   */
  public OptionProblem problem(String option, Object value, String rule, String... missing) {
    String text = value == null ? null : value.toString();
    Optional<ParameterSpec> spec = named(option);
    boolean secret = spec.isEmpty() && mayBeSecret(option);
    String shown = spec.isPresent() ? spec.get().display(text) : secret ? null : text;
    return new OptionProblem(
        shown == null
            ? "--%s: %s".formatted(option, rule)
            : "--%s=%s: %s".formatted(option, shown, rule),
        List.of(missing));
  }

  /** The value of a parameter as it is written; empty where there is none. */
  public String valueOf(PipelineOptions options, String name) {
    Method getter = getters.get(name);
    try {
      Object value =
          getter.invoke(options.as(getter.getDeclaringClass().asSubclass(PipelineOptions.class)));
      return value == null ? "" : value.toString();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("there is no public getter of " + name, e);
    }
  }
}

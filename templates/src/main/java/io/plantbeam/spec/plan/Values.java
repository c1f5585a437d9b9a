package io.plantbeam.spec.plan;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.YamlFile;
import io.plantbeam.options.OptionProblem;
import io.plantbeam.options.Parameters;
import io.plantbeam.spec.Documents;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The values that a user gives for a launch: {@code --set name=value} before those of a YAML file,
 * placeholders filled in.
 */
public final class Values {
  private final Parameters parameters;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Set<String> unusable = new LinkedHashSet<>();
  private final List<OptionProblem> problems = new ArrayList<>();

  private Values(Parameters parameters) {
    this.parameters = parameters;
  }

  /**
   * Reads values.
   *
   * @param parameters those that may be given, and others
   * @param file path or URI of a YAML map of names and values, a list for several; null for none
   * @param sets {@code name=value} each
   * @param environment the value of a variable, null where there is none
   */
  public static Values of(
      Parameters parameters, String file, List<String> sets, Function<String, String> environment) {
    Values values = new Values(parameters);
    Map<String, String> given = new LinkedHashMap<>();
    if (file != null) {
      given.putAll(values.read(file));
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < sets.size(); i++) {
      values.addSet(i, sets.get(i), names, given);
    }
    given.forEach((name, value) -> values.fill(name, value, environment));
    return values;
  }

  /**
   * Those of some parameters that are given on the command line and can be used, for what has to be
   * known before a file is read. What is wrong with others is said by {@link #of}.
   */
  public static Map<String, String> ofSets(
      Parameters parameters, List<String> sets, Function<String, String> environment) {
    Map<String, String> usable =
        new LinkedHashMap<>(of(parameters, null, sets, environment).values);
    usable
        .entrySet()
        .removeIf(
            entry ->
                parameters
                    .named(entry.getKey())
                    .map(spec -> spec.problemWith(entry.getValue()).isPresent())
                    .orElse(true));
    return usable;
  }

  private Map<String, String> read(String file) {
    List<String> sentences = new ArrayList<>();
    Map<String, String> texts = Map.of();
    try {
      texts = YamlFile.read(file, Documents.read(file), sentences).texts();
    } catch (InvalidOptionsException e) {
      sentences.addAll(e.problems());
    }
    sentences.forEach(sentence -> problems.add(OptionProblem.of("--values: " + sentence)));
    return texts;
  }

  private void addSet(int index, String set, Set<String> names, Map<String, String> given) {
    int equals = set.indexOf('=');
    if (equals > 0) {
      String name = set.substring(0, equals).strip();
      if (!names.add(name)) {
        problems.add(parameters.problem(name, null, "is set twice; allowed is once"));
      }
      given.put(name, set.substring(equals + 1));
      return;
    }
    // What is not understood may hold a secret, and is not repeated.
    problems.add(
        OptionProblem.of(
            parameters
                .named(set)
                .map(
                    spec ->
                        "--set %s: has no value; allowed is --set %s=%s"
                            .formatted(set, set, spec.example()))
                .orElse("--set number %d: is not name=value".formatted(index + 1))));
    unusable.add(set);
  }

  private void fill(String name, String value, Function<String, String> environment) {
    try {
      values.put(name, Placeholders.fill(value, environment));
    } catch (IllegalArgumentException e) {
      problems.add(parameters.problem(name, value, e.getMessage()));
      unusable.add(name);
    }
  }

  /** What is given, in the order of the file and then of the command line. */
  Map<String, String> values() {
    return Collections.unmodifiableMap(values);
  }

  /** The names whose values are given, but cannot be used. */
  Set<String> unusable() {
    return Collections.unmodifiableSet(unusable);
  }

  /** What is wrong with the file, the form of the values and their placeholders. */
  List<OptionProblem> problems() {
    return Collections.unmodifiableList(problems);
  }
}

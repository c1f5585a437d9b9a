package io.plantbeam.launch.lake;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.Secrets;
import io.plantbeam.launch.OptionsHelp;
import io.plantbeam.options.OptionProblem;
import io.plantbeam.options.ParameterSpec;
import io.plantbeam.options.ParameterType;
import io.plantbeam.options.Parameters;
import io.plantbeam.stores.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/**
 * How object stores are reached, for a command that runs no job: the same options as those of a
 * job, with the same help and the same rules.
 */
@Command
public final class StoreOptions {
  /** In the help, behind what the command itself is about. */
  private static final int LAST = 1000;

  private final Map<String, String> given = new TreeMap<>();

  /** Gives a command the options. */
  @Spec(Spec.Target.MIXEE)
  void addTo(CommandSpec command) {
    int order = LAST;
    for (ParameterSpec parameter : specs()) {
      command.addOption(
          OptionSpec.builder("--" + parameter.name())
              .order(order++)
              .paramLabel(parameter.placeholder())
              .type(String.class)
              .description(OptionsHelp.help(parameter).replace("%", "%%"))
              .setter(new Setter(parameter.name()))
              .build());
    }
  }

  private static List<ParameterSpec> specs() {
    return Stores.options().stream()
        .flatMap(options -> ParameterSpec.allOf(options).stream())
        .toList();
  }

  /** Takes what is given; null stands for nothing. */
  private final class Setter implements ISetter {
    private final String name;

    private Setter(String name) {
      this.name = name;
    }

    @Override
    public <T> T set(T value) {
      if (value == null) {
        given.remove(name);
      } else {
        given.put(name, value.toString());
      }
      return null;
    }
  }

  /** Those that were given, by name, with references to secrets. */
  public Map<String, String> given() {
    return Map.copyOf(given);
  }

  /** The secret that an option refers to; null where it is not given. */
  public String secret(String name) {
    String reference = given.get(name);
    return reference == null ? null : Secrets.resolve(reference);
  }

  /**
   * Makes the stores known to this process.
   *
   * @throws InvalidOptionsException with a sentence for each option that is wrong
   */
  public void open() {
    // Not before: Beam looks through its own options then, which takes a while.
    Parameters parameters = Parameters.of(Stores.options());
    List<OptionProblem> problems = new ArrayList<>();
    for (ParameterSpec spec : parameters.all()) {
      String value = given.get(spec.name());
      problemWith(spec, value)
          .ifPresent(rule -> problems.add(parameters.problem(spec.name(), value, rule)));
    }
    problems.addAll(parameters.problemsBetween(name -> given.getOrDefault(name, "")));
    if (!problems.isEmpty()) {
      throw new InvalidOptionsException(problems.stream().map(OptionProblem::sentence).toList());
    }
    Stores.open(given);
  }

  /** What is wrong with a value, which may be null; a secret has to be there too. */
  private static Optional<String> problemWith(ParameterSpec spec, String value) {
    Optional<String> problem = spec.problemWith(value);
    if (problem.isPresent() || spec.type() != ParameterType.SECRET || value == null) {
      return problem;
    }
    try {
      Secrets.resolve(value);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }
}

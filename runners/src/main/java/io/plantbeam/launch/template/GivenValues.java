package io.plantbeam.launch.template;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.options.Parameters;
import io.plantbeam.spec.Template;
import io.plantbeam.spec.engine.Runners;
import io.plantbeam.spec.plan.Values;
import io.plantbeam.stores.Stores;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The values of a launch, and the runner, as options of a command. */
final class GivenValues {
  @Option(
      names = "--values",
      paramLabel = "FILE",
      description = "YAML file with values by parameter, given as a path or a URI.")
  private String file;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "Value of a parameter. It wins over the file. May be given any number of times.")
  private final List<String> sets = new ArrayList<>();

  @Option(
      names = "--runner",
      paramLabel = "NAME",
      description = "DirectRunner, FlinkRunner or SparkRunner.")
  private String runner;

  /**
   * Makes files in stores known, by the options of stores that are given with {@code --set}: the
   * template and the values can be there.
   */
  void openStores() {
    Stores.open(Values.ofSets(Parameters.of(Stores.options()), sets, System::getenv));
  }

  /** The values for a template, with the variables of this process's environment. */
  Values valuesOf(Template template) {
    return Values.of(template.pipeline().parameters(), file, sets, System::getenv);
  }

  boolean hasRunner() {
    return runner != null;
  }

  /**
   * The runner that is named, or the Direct runner.
   *
   * @throws InvalidOptionsException if there is no such runner
   */
  String runner() {
    if (runner == null) {
      return Runners.DIRECT;
    }
    return Runners.named(runner)
        .orElseThrow(
            () ->
                new InvalidOptionsException(
                    List.of(
                        "--runner=%s: there is no such runner; allowed are %s"
                            .formatted(runner, String.join(", ", Runners.ALL)))));
  }
}

package io.plantbeam.launch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code plantbeam run}: checks the options, runs the job to its end, prints the accounting. */
@Command(name = "run", description = "Run a pipeline on files or Kafka topics.")
public final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = {"-h", "--help"})
  private boolean help;

  @Unmatched private final List<String> args = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    JobLauncher launcher =
        new JobLauncher(spec.commandLine(), "'plantbeam run --help' lists the options.");
    if (!help) {
      return launcher.launch(LaunchCheck.of(args));
    }
    KindArgument chosen = KindArgument.of(args);
    if (chosen.problem().isPresent()) {
      return launcher.refuse(List.of(chosen.problem().get().sentence()));
    }
    spec.commandLine().getOut().print(OptionsHelp.of(chosen.kind()));
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}

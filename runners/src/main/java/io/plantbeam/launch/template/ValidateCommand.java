package io.plantbeam.launch.template;

import io.plantbeam.launch.ExitCode;
import io.plantbeam.spec.Template;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code plantbeam templates validate}: all that is wrong with a launch, without starting it. */
@Command(
    name = "validate",
    description =
        "Check the values of a launch. With --runner, also check what that engine can do.")
final class ValidateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private TemplateName template;
  @Mixin private GivenValues given;
  @Mixin private GivenPreflight preflight;

  @Override
  public Integer call() {
    CheckedLaunch checked = CheckedLaunch.of(template, given);
    PrintWriter err = spec.commandLine().getErr();
    checked.problems().forEach(err::println);
    if (!checked.problems().isEmpty()) {
      err.flush();
      return ExitCode.INVALID_OPTIONS;
    }
    checked.check().warnings().forEach(warning -> err.println("Warning: " + warning));
    err.flush();
    if (!preflight.passes(checked.launch(), checked.check(), spec.commandLine().getOut())) {
      return ExitCode.SERVER_UNAVAILABLE;
    }
    Template launched = checked.launch().template();
    spec.commandLine()
        .getOut()
        .printf(
            "%s %s with these values makes a job%s.%n",
            launched.name(),
            launched.version(),
            given.hasRunner() ? " on " + checked.launch().runner() : "");
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}

package io.plantbeam.launch.template;

import io.plantbeam.launch.ExitCode;
import io.plantbeam.launch.JobLauncher;
import io.plantbeam.launch.LaunchCheck;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code plantbeam templates launch}: {@code plantbeam run} with the options of a template. */
@Command(name = "launch", description = "Launch the pipeline from a template.")
final class LaunchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private TemplateName template;
  @Mixin private GivenValues given;
  @Mixin private GivenPreflight preflight;

  @Override
  public Integer call() throws IOException {
    CheckedLaunch checked = CheckedLaunch.of(template, given);
    String name = checked.launch().template().name();
    JobLauncher launcher =
        new JobLauncher(
            spec.commandLine(),
            "'plantbeam templates describe %s' lists the parameters.".formatted(name));
    if (!checked.problems().isEmpty()) {
      return launcher.refuse(checked.problems());
    }
    LaunchCheck check =
        given.hasRunner() ? checked.check() : LaunchCheck.of(checked.launch().arguments());
    if (check.problems().isEmpty()
        && !preflight.passes(checked.launch(), check, spec.commandLine().getOut())) {
      spec.commandLine().getErr().println("Nothing was started.");
      spec.commandLine().getErr().flush();
      return ExitCode.SERVER_UNAVAILABLE;
    }
    return launcher.launch(check);
  }
}

package io.plantbeam.launch.template;

import io.plantbeam.launch.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code plantbeam templates describe}: what a template does, promises and takes. */
@Command(name = "describe", description = "Show the parameters of a template.")
final class DescribeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private TemplateName template;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(Description.of(template.read()));
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}

package io.plantbeam.launch.template;

import io.plantbeam.launch.ExitCode;
import io.plantbeam.launch.TextLines;
import io.plantbeam.spec.Template;
import io.plantbeam.spec.Templates;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code plantbeam templates list}: the shipped templates. */
@Command(name = "list", description = "List the templates.")
final class ListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    for (Template template : Templates.shipped()) {
      out.println(template.name() + " " + template.version());
      out.print(TextLines.wrapped(template.description(), 4));
    }
    out.flush();
    return ExitCode.OK;
  }
}

package io.plantbeam.launch.template;

import io.plantbeam.launch.ExitCode;
import io.plantbeam.spec.plan.ValuesSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code plantbeam templates schema}: the JSON Schema of a template's values. */
@Command(name = "schema", description = "Print the JSON Schema of the values of a template.")
final class SchemaCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private TemplateName template;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(ValuesSchema.of(template.read()));
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}

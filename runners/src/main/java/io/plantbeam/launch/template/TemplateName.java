package io.plantbeam.launch.template;

import io.plantbeam.spec.Template;
import io.plantbeam.spec.Templates;
import picocli.CommandLine.Parameters;

/** The template that a command is about, as its first argument. */
final class TemplateName {
  @Parameters(
      index = "0",
      paramLabel = "TEMPLATE",
      description = "Name of a shipped template, or path or URI of a file.")
  private String name;

  /**
   * Reads it.
   *
   * @throws io.plantbeam.config.InvalidOptionsException with a sentence for each thing that is
   *     wrong
   */
  Template read() {
    return Templates.named(name);
  }
}

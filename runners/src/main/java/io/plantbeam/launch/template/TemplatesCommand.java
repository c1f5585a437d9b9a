package io.plantbeam.launch.template;

import picocli.CommandLine.Command;

/** {@code plantbeam templates}: launches by the name of a template and its parameters. */
@Command(
    name = "templates",
    description = "Launch the pipeline from a template with parameters.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ListCommand.class,
      DescribeCommand.class,
      ValidateCommand.class,
      LaunchCommand.class,
      RenderCommand.class,
      SchemaCommand.class
    })
public final class TemplatesCommand {}

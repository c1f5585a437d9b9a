package io.plantbeam.tools.lake;

import io.plantbeam.launch.lake.VerifyCommand;
import picocli.CommandLine.Command;

/** {@code plantbeam lake} of a checkout: the commands of the JAR, and tables. */
@Command(
    name = "lake",
    header = "Tend a lake: put its files together, check them, delete old ones, make a table.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CompactWithTableCommand.class,
      VerifyCommand.class,
      ExpireWithTableCommand.class,
      RegisterCommand.class
    })
public final class LakeCommand {}

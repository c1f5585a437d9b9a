package io.plantbeam.tools.lake;

import picocli.CommandLine.Command;

/** {@code plantbeam lake}: what is done with the files of a lake once they are written. */
@Command(
    name = "lake",
    header = "Tend a lake: make a table of its files.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = RegisterCommand.class)
public final class LakeCommand {}

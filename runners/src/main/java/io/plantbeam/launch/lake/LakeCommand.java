package io.plantbeam.launch.lake;

import picocli.CommandLine.Command;

/** {@code plantbeam lake}: keeps the files of a lake in order, beside the jobs that write them. */
@Command(
    name = "lake",
    description = "Put the files of a lake together, check them, and delete old ones.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {CompactCommand.class, VerifyCommand.class, ExpireCommand.class})
public final class LakeCommand {}

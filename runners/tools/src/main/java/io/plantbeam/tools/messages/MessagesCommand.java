package io.plantbeam.tools.messages;

import picocli.CommandLine.Command;

/** {@code plantbeam messages}: finds out how messages are to be read before a job reads them. */
@Command(
    name = "messages",
    header = "Try how messages are read, or have a mapping for them proposed.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {GuessCommand.class, TryCommand.class})
public final class MessagesCommand {}

package io.plantbeam.tools.alerts;

import picocli.CommandLine.Command;

/** {@code plantbeam alerts}: what can be asked of alerts beside the job. */
@Command(
    name = "alerts",
    header = "How many alerts there are, of what, and how many were right.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = ReportCommand.class)
public final class AlertsCommand {}

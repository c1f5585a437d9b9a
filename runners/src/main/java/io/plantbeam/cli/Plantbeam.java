package io.plantbeam.cli;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.launch.ExitCode;
import io.plantbeam.launch.RunCommand;
import io.plantbeam.launch.lake.LakeCommand;
import io.plantbeam.launch.lake.RollUpCommand;
import io.plantbeam.launch.template.TemplatesCommand;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/**
 * The command line of plantbeam.jar: {@code plantbeam run}, {@code templates}, {@code lake} and
 * {@code rollup}.
 */
@Command(
    name = "plantbeam",
    description = "Raw industrial sensor readings to alerts, live statistics and a data lake.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = BuildVersion.class,
    synopsisSubcommandLabel = "COMMAND")
public final class Plantbeam {
  /** The commands of {@code ./plantbeam} in a checkout that are not in the JAR. */
  public static final Set<String> TOOLS =
      Set.of("demo", "simulate", "benchmark", "score", "alerts", "messages", "cluster");

  private Plantbeam() {}

  /**
   * Runs a command and ends the process with its exit code; see {@link
   * io.plantbeam.launch.ExitCode}. Where an engine has called this in a process of its own, it
   * returns instead, or throws {@link UnsuccessfulException}.
   */
  public static void main(String[] args) {
    int code = run(args);
    if (ownsProcess()) {
      System.exit(code);
    }
    if (code != ExitCode.OK) {
      throw new UnsuccessfulException(code);
    }
  }

  /**
   * Whether the process is there for this command alone. Flink's REST API and Spark's cluster mode
   * call the main class on a thread of theirs, and System.exit would end them.
   */
  private static boolean ownsProcess() {
    return "main".equals(Thread.currentThread().getName());
  }

  private static int run(String... args) {
    return execute(commandLine(), args);
  }

  /**
   * Runs a command; where the arguments name none, {@code run}.
   *
   * @return its exit code
   */
  public static int execute(CommandLine command, String... args) {
    if (args.length > 0
        && TOOLS.contains(args[0])
        && !command.getSubcommands().containsKey(args[0])) {
      command
          .getErr()
          .printf(
              "%1$s: a tool of a checkout of Plantbeam, and not in the JAR; in a checkout it is"
                  + " ./plantbeam %1$s%n",
              args[0]);
      command.getErr().flush();
      return ExitCode.INVALID_OPTIONS;
    }
    return command.execute(Subcommand.complete(args));
  }

  /** The command line of the JAR, whose output and errors can be sent elsewhere. */
  public static CommandLine commandLine() {
    return commandLine(
        new RunCommand(), new TemplatesCommand(), new LakeCommand(), new RollUpCommand());
  }

  /** A command line with these commands, in the order of its help. */
  public static CommandLine commandLine(Object... subcommands) {
    CommandLine command = new CommandLine(new Plantbeam());
    for (Object subcommand : subcommands) {
      // Of an object picocli would make one without what its model transformer adds.
      command.addSubcommand(new CommandLine(subcommand));
    }
    command
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Plantbeam::explain);
    if (Charset.defaultCharset().equals(StandardCharsets.US_ASCII)) {
      // Nobody has set a locale, as under cron. This does not ask for question marks.
      command.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
      command.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    }
    return command;
  }

  /**
   * Options that cannot be used are not a failure of the program: one sentence per option, and no
   * stack trace.
   */
  private static int explain(Exception thrown, CommandLine command, ParseResult parsed)
      throws Exception {
    if (!(thrown instanceof InvalidOptionsException invalid)) {
      throw thrown;
    }
    invalid.problems().forEach(command.getErr()::println);
    command.getErr().flush();
    return ExitCode.INVALID_OPTIONS;
  }
}

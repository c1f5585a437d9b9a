package io.plantbeam.cli;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.launch.ExitCode;
import io.plantbeam.launch.RunCommand;
import io.plantbeam.launch.template.TemplatesCommand;
import io.plantbeam.tools.benchmark.BenchmarkCommand;
import io.plantbeam.tools.cluster.ClusterCommand;
import io.plantbeam.tools.demo.DemoCommand;
import io.plantbeam.tools.score.ScoreCommand;
import io.plantbeam.tools.simulate.SimulateCommand;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/**
 * The command line: {@code plantbeam demo}, {@code run}, {@code templates}, {@code simulate},
 * {@code benchmark}, {@code score}, {@code cluster}.
 */
@Command(
    name = "plantbeam",
    description = "Raw industrial sensor readings to alerts, live statistics and a data lake.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Plantbeam.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      TemplatesCommand.class,
      SimulateCommand.class,
      BenchmarkCommand.class,
      ScoreCommand.class,
      ClusterCommand.class
    })
public final class Plantbeam {
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

  static int run(String... args) {
    return commandLine().execute(Subcommand.complete(args));
  }

  /** The command line, whose output and errors can be sent elsewhere. */
  public static CommandLine commandLine() {
    CommandLine command =
        new CommandLine(new Plantbeam())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(Plantbeam::explain);
    if (Charset.defaultCharset().equals(StandardCharsets.US_ASCII)) {
      // Nobody has set a locale, as under cron: that is no wish for question marks.
      command.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
      command.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    }
    return command;
  }

  /** Options that cannot be used are no failure of the program: a sentence each, no stack trace. */
  private static int explain(Exception thrown, CommandLine command, ParseResult parsed)
      throws Exception {
    if (!(thrown instanceof InvalidOptionsException invalid)) {
      throw thrown;
    }
    invalid.problems().forEach(command.getErr()::println);
    command.getErr().flush();
    return ExitCode.INVALID_OPTIONS;
  }

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Plantbeam.class.getPackage().getImplementationVersion();
      return new String[] {"plantbeam " + (version == null ? "(not packaged)" : version)};
    }
  }
}

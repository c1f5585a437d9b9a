package io.plantbeam.tools;

import io.plantbeam.cli.Plantbeam;
import io.plantbeam.launch.RunCommand;
import io.plantbeam.launch.lake.RollUpCommand;
import io.plantbeam.launch.template.TemplatesCommand;
import io.plantbeam.tools.alerts.AlertsCommand;
import io.plantbeam.tools.benchmark.BenchmarkCommand;
import io.plantbeam.tools.cluster.ClusterCommand;
import io.plantbeam.tools.demo.DemoCommand;
import io.plantbeam.tools.lake.LakeCommand;
import io.plantbeam.tools.messages.MessagesCommand;
import io.plantbeam.tools.score.ScoreCommand;
import io.plantbeam.tools.simulate.SimulateCommand;
import picocli.CommandLine;

/** The command line of a checkout, {@code ./plantbeam}: the commands of the JAR and the tools. */
public final class PlantbeamWithTools {
  private PlantbeamWithTools() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(Plantbeam.execute(commandLine(), args));
  }

  /** The command line, whose output and errors can be sent elsewhere. */
  public static CommandLine commandLine() {
    return Plantbeam.commandLine(
        new DemoCommand(),
        new RunCommand(),
        new TemplatesCommand(),
        new LakeCommand(),
        new RollUpCommand(),
        new SimulateCommand(),
        new BenchmarkCommand(),
        new MessagesCommand(),
        new ScoreCommand(),
        new AlertsCommand(),
        new ClusterCommand());
  }
}

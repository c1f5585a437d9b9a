package io.plantbeam.tools.cluster;

import io.plantbeam.launch.ExitCode;
import io.plantbeam.servers.Checkout;
import io.plantbeam.servers.ClusterDirectory;
import io.plantbeam.servers.LocalServers;
import io.plantbeam.servers.ServerException;
import io.plantbeam.servers.ServerProcess;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What {@code plantbeam cluster} does alike with servers of every kind. */
abstract class ServersCommand implements Callable<Integer> {
  enum Action {
    START,
    STOP,
    STATUS
  }

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "start|stop|status",
      description =
          "What to do. It is not an error to start a server that runs, or to"
              + " stop one that does not.")
  private Action action;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "Where logs, configuration and data go (default: plantbeam-clusters/NAME).")
  private Path directory;

  /** The servers of this kind, with the options that were given. */
  abstract LocalServers servers(ClusterDirectory directory);

  @Override
  public final Integer call() {
    try {
      LocalServers servers = servers(new ClusterDirectory(directory()));
      switch (action) {
        case START -> {
          servers.start();
          describe(servers);
        }
        case STOP -> {
          servers.stop();
          print("stopped");
        }
        case STATUS -> describe(servers);
      }
      return ExitCode.OK;
    } catch (ServerException e) {
      return failed(e.getMessage());
    } catch (UncheckedIOException e) {
      return failed("%s (%s)".formatted(e.getMessage(), e.getCause().getClass().getSimpleName()));
    }
  }

  private int failed(String sentence) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("%s: %s".formatted(spec.name(), sentence));
    err.flush();
    return ExitCode.JOB_FAILED;
  }

  private Path directory() {
    return directory == null ? Checkout.clusters().resolve(spec.name()) : directory;
  }

  private void describe(LocalServers servers) {
    List<ServerProcess> processes = servers.processes();
    for (ServerProcess process : processes) {
      String state =
          process.handle().map(handle -> "running, pid " + handle.pid()).orElse("not running");
      print("%s: %s".formatted(process.name(), state));
    }
    if (processes.stream().anyMatch(ServerProcess::isRunning)) {
      servers.guide().forEach(this::print);
    }
  }

  private void print(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}

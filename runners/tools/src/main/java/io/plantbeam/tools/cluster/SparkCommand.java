package io.plantbeam.tools.cluster;

import io.plantbeam.servers.ClusterDirectory;
import io.plantbeam.servers.LocalServers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code plantbeam cluster spark}: a Spark standalone cluster. */
@Command(
    name = "spark",
    header = "A Spark standalone cluster: a master and a worker.",
    sortOptions = false)
final class SparkCommand extends ServersCommand {
  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port of the master (default: ${DEFAULT-VALUE}).")
  private int port = SparkServers.Settings.DEFAULT_PORT;

  @Option(
      names = "--uiPort",
      paramLabel = "N",
      description = "Port of the master's web UI (default: ${DEFAULT-VALUE}).")
  private int uiPort = SparkServers.Settings.DEFAULT_UI_PORT;

  @Option(
      names = "--workerUiPort",
      paramLabel = "N",
      description = "Port of the worker's web UI (default: ${DEFAULT-VALUE}).")
  private int workerUiPort = SparkServers.Settings.defaults().workerUiPort();

  @Option(
      names = "--cores",
      paramLabel = "N",
      description = "Cores of the worker (default: ${DEFAULT-VALUE}).")
  private int cores = SparkServers.Settings.defaults().cores();

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description = "Memory of the worker for executors and drivers (default: ${DEFAULT-VALUE}).")
  private String memory = SparkServers.Settings.defaults().memory();

  @Override
  LocalServers servers(ClusterDirectory directory) {
    return new SparkServers(
        directory, new SparkServers.Settings(port, uiPort, workerUiPort, cores, memory));
  }
}

package io.plantbeam.tools.cluster;

import io.plantbeam.servers.ClusterDirectory;
import io.plantbeam.servers.LocalServers;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code plantbeam cluster flink}: a Flink session cluster. */
@Command(
    name = "flink",
    header = "A Flink session cluster: a JobManager and TaskManagers.",
    sortOptions = false)
final class FlinkCommand extends ServersCommand {
  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port of the web UI and the REST interface (default: ${DEFAULT-VALUE}).")
  private int port = FlinkServers.Settings.DEFAULT_PORT;

  @Option(
      names = "--taskManagers",
      paramLabel = "N",
      description = "Number of TaskManagers (default: ${DEFAULT-VALUE}).")
  private int taskManagers = FlinkServers.Settings.defaults().taskManagers();

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "Slots per TaskManager (default: ${DEFAULT-VALUE}).")
  private int slots = FlinkServers.Settings.defaults().slots();

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description = "Memory per TaskManager process (default: ${DEFAULT-VALUE}).")
  private String memory = FlinkServers.Settings.defaults().memory();

  @Option(
      names = "-D",
      paramLabel = "NAME=VALUE",
      description = "A Flink setting, such as -Dstate.backend.type=rocksdb.")
  private Map<String, String> configuration = Map.of();

  @Override
  LocalServers servers(ClusterDirectory directory) {
    return new FlinkServers(
        directory, new FlinkServers.Settings(port, taskManagers, slots, memory, configuration));
  }
}

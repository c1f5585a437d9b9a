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
      description = "Of the web UI and the REST interface (default: ${DEFAULT-VALUE}).")
  private int port = FlinkServers.Settings.DEFAULT_PORT;

  @Option(
      names = "--taskManagers",
      paramLabel = "N",
      description = "How many TaskManagers (default: ${DEFAULT-VALUE}).")
  private int taskManagers = FlinkServers.Settings.defaults().taskManagers();

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "Slots of each TaskManager (default: ${DEFAULT-VALUE}).")
  private int slots = FlinkServers.Settings.defaults().slots();

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description = "Memory of the process of each TaskManager (default: ${DEFAULT-VALUE}).")
  private String memory = FlinkServers.Settings.defaults().memory();

  @Option(
      names = "-D",
      paramLabel = "NAME=VALUE",
      description = "A setting of Flink's own, such as -Dstate.backend.type=rocksdb.")
  private Map<String, String> configuration = Map.of();

  @Override
  LocalServers servers(ClusterDirectory directory) {
    return new FlinkServers(
        directory, new FlinkServers.Settings(port, taskManagers, slots, memory, configuration));
  }
}

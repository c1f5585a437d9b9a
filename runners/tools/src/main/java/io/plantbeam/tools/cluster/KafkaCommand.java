package io.plantbeam.tools.cluster;

import io.plantbeam.servers.ClusterDirectory;
import io.plantbeam.servers.KafkaServer;
import io.plantbeam.servers.LocalServers;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code plantbeam cluster kafka}: a Kafka broker. */
@Command(name = "kafka", header = "A Kafka broker without security.", sortOptions = false)
final class KafkaCommand extends ServersCommand {
  @Option(names = "--port", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
  private int port = KafkaServer.DEFAULT_PORT;

  @Option(
      names = "--topics",
      paramLabel = "NAME,...",
      split = ",",
      defaultValue = "readings,alerts,dead-letters",
      description = "Topics to create at the start (default: ${DEFAULT-VALUE}).")
  private List<String> topics;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Partitions per new topic (default: ${DEFAULT-VALUE}).")
  private int partitions = 4;

  @Override
  LocalServers servers(ClusterDirectory directory) {
    return new KafkaServer(directory, port, topics, partitions);
  }
}

package io.plantbeam.tools.cluster;

import io.plantbeam.servers.ClusterDirectory;
import io.plantbeam.servers.ElasticsearchNode;
import io.plantbeam.servers.LocalServers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code plantbeam cluster elasticsearch}: an Elasticsearch node. */
@Command(
    name = "elasticsearch",
    header = "An Elasticsearch node without security.",
    sortOptions = false)
final class ElasticsearchCommand extends ServersCommand {
  @Option(names = "--port", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
  private int port = ElasticsearchNode.DEFAULT_PORT;

  @Override
  LocalServers servers(ClusterDirectory directory) {
    return new ElasticsearchNode(directory, port);
  }
}

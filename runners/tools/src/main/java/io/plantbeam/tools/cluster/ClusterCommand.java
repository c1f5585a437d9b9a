package io.plantbeam.tools.cluster;

import picocli.CommandLine.Command;

/** {@code plantbeam cluster}: real servers on this machine, to try the JAR on. */
@Command(
    name = "cluster",
    header = "Start and stop real servers on this machine, to try plantbeam.jar on.",
    description = {
      "",
      "Flink, Spark, Kafka and Elasticsearch are downloaded from Maven on first use."
          + " They run as processes of their own until they are stopped. Their logs and data"
          + " are in plantbeam-clusters/.",
      ""
    },
    synopsisSubcommandLabel = "flink|spark|kafka|elasticsearch",
    subcommands = {
      FlinkCommand.class,
      SparkCommand.class,
      KafkaCommand.class,
      ElasticsearchCommand.class
    })
public final class ClusterCommand {}

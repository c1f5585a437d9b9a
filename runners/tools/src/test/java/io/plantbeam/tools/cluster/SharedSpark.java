package io.plantbeam.tools.cluster;

import java.nio.file.Path;

/** One Spark cluster for all tests of this JVM, started by the first that needs it. */
public final class SharedSpark {
  private static SparkCluster cluster;

  private SharedSpark() {}

  public static synchronized SparkCluster cluster() {
    if (cluster == null) {
      cluster =
          SparkCluster.start(Path.of("target/clusters/spark-" + ProcessHandle.current().pid()));
      Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
    }
    return cluster;
  }
}

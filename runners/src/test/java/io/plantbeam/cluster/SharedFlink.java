package io.plantbeam.cluster;

import java.nio.file.Path;
import java.util.Map;

/** One Flink cluster for all tests of this JVM, started by the first that needs it. */
public final class SharedFlink {
  private static FlinkCluster cluster;

  private SharedFlink() {}

  public static synchronized FlinkCluster cluster() {
    if (cluster == null) {
      cluster =
          FlinkCluster.start(
              Path.of("target/clusters/flink"), Map.of("state.backend.type", "rocksdb"));
      Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
    }
    return cluster;
  }
}

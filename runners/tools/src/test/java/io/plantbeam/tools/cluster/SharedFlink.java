package io.plantbeam.tools.cluster;

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
              Path.of("target/clusters/flink-" + ProcessHandle.current().pid()),
              Map.of(
                  "state.backend.type",
                  "rocksdb",
                  // Some hundred megabytes would have to be managed for each slot: of little, the
                  // many steps take their buffers from each other, and write them with each record.
                  "state.backend.rocksdb.memory.managed",
                  "false",
                  "state.backend.rocksdb.writebuffer.size",
                  "4mb"));
      Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
    }
    return cluster;
  }
}

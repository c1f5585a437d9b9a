package io.plantbeam.testing;

import io.plantbeam.servers.ClusterDirectory;
import io.plantbeam.servers.LocalServers;
import io.plantbeam.servers.ServerProcess;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.BiFunction;

/** A server for all tests of this JVM, started by the first that needs it, on a free port. */
final class SharedServer<T extends LocalServers> {
  private final String folder;
  private final BiFunction<ClusterDirectory, Integer, T> maker;
  private T server;

  /**
   * A server that does not run yet.
   *
   * @param folder in {@code target}, in which it has a directory of its own
   * @param maker of a directory and a port
   */
  SharedServer(String folder, BiFunction<ClusterDirectory, Integer, T> maker) {
    this.folder = folder;
    this.maker = maker;
  }

  synchronized T get() {
    if (server == null) {
      ClusterDirectory directory =
          new ClusterDirectory(Path.of("target", folder, UUID.randomUUID().toString()));
      T started = maker.apply(directory, 0);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    started.processes().forEach(ServerProcess::kill);
                    started.directory().delete();
                  }));
      started.start();
      server = started;
    }
    return server;
  }
}

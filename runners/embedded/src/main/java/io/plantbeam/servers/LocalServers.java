package io.plantbeam.servers;

import java.util.List;

/** Servers of one kind on this machine, which are started, stopped and looked at together. */
public interface LocalServers {
  /**
   * Starts what does not run and returns when all of it is ready.
   *
   * @throws ServerException if a port is in use or a server does not start
   */
  void start();

  /**
   * Does the same for servers that are to end with this process: where one does not start, those
   * that were started are stopped.
   *
   * @throws ServerException if a port is in use or a server does not start
   */
  default void startAllOrNone() {
    try {
      start();
    } catch (RuntimeException e) {
      stop();
      throw e;
    }
  }

  /** Stops all that runs, and returns when it has ended. */
  void stop();

  /** The processes, running or not. */
  List<ServerProcess> processes();

  ClusterDirectory directory();

  /** For the user: where the servers are found, and what to do next, in lines. */
  List<String> guide();
}

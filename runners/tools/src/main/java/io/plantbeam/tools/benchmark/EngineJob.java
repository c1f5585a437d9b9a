package io.plantbeam.tools.benchmark;

import java.io.IOException;
import java.util.List;

/** The job on one engine. */
interface EngineJob extends AutoCloseable {

  /** Launches the job with its options, and those that the engine needs. */
  void launch(List<String> options) throws IOException;

  /** The processes that do the work. */
  List<ProcessHandle> workers();

  /** How many messages have come through, as far as this job knows; -1 if it does not. */
  default long messagesThrough() {
    return -1;
  }

  /**
   * Looks whether the job still runs, as far as the engine says.
   *
   * @throws io.plantbeam.servers.ServerException if it has failed
   */
  default void check() {}

  /** Ends the job, and what was started for it. */
  @Override
  void close() throws IOException;
}

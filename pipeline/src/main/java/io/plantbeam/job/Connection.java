package io.plantbeam.job;

import io.plantbeam.preflight.Check;
import io.plantbeam.preflight.CheckLimits;
import java.util.List;
import java.util.Optional;

/** What a job does at a connector: its settings there, read from its options. */
public interface Connection {

  /** What is read; empty where the job only writes. */
  default Optional<Source> source() {
    return Optional.empty();
  }

  /** Where outputs can go. */
  default List<Sink> sinks() {
    return List.of();
  }

  /**
   * Settles what has to be known before the job is built; called at its launch.
   *
   * @param kind the name of the job's pipeline
   * @param source what the job reads, prepared
   * @return the connection that the job is built with
   * @throws io.plantbeam.config.InvalidOptionsException if it cannot be used as it is
   * @throws io.plantbeam.config.ServerUnavailableException if a server does not answer
   */
  default Connection prepare(String kind, Source source) {
    return this;
  }

  /** What notes the files that the job writes, if this does; known once it is prepared. */
  default Optional<RunNotes> notes() {
    return Optional.empty();
  }

  /** What a preflight asks, in the order in which it is listed. */
  default List<Check> checks(CheckLimits limits) {
    return List.of();
  }

  /**
   * What a preflight asks because of what the job reads.
   *
   * @param kind the name of the job's pipeline
   * @param source what the job reads, not prepared
   */
  default List<Check> checks(String kind, Source source) {
    return List.of();
  }
}

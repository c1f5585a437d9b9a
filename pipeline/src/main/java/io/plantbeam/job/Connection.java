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

  /** What a preflight asks, in the order in which it is listed. */
  default List<Check> checks(CheckLimits limits) {
    return List.of();
  }
}

package io.plantbeam.job;

import io.plantbeam.model.RawMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.PCollection;

/** What a job reads. */
public interface Source {

  /** Whether it has an end: the job is a batch then, and ends by itself. */
  boolean isBounded();

  /** How far the clocks of those that write to it may be ahead of this machine's. */
  default Duration clockTolerance() {
    return Duration.ofSeconds(30);
  }

  /**
   * Settles with the servers what the job has to know before it is built; called at its launch.
   *
   * @return the source that is to be read
   * @throws io.plantbeam.config.InvalidOptionsException if what the options name is not there
   * @throws io.plantbeam.config.ServerUnavailableException if a server does not answer
   */
  default Source prepare() {
    return this;
  }

  /**
   * The files of which another run would have the same readings again; empty where it reads
   * something else.
   */
  default List<SourceFile> files() {
    return List.of();
  }

  /**
   * Some of the records that are there now; empty where there are none, or where reading takes them
   * away.
   *
   * @param count at most so many
   * @throws IOException if they cannot be read
   * @throws io.plantbeam.config.ServerUnavailableException if a server does not answer
   */
  default List<RawMessage> samples(int count, InputRecords records) throws IOException {
    return List.of();
  }

  /** The records, several together, each with the place that it comes from. */
  PCollection<List<RawMessage>> read(Pipeline pipeline, InputRecords records);
}

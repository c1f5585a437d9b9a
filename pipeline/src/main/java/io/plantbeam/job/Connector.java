package io.plantbeam.job;

import io.plantbeam.model.Contribution;
import io.plantbeam.options.OptionReader;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * A kind of place that data comes from or goes to: all that the job knows of it is in one folder,
 * which imports no other connector's.
 */
public interface Connector {

  /** The interface of its options, each a {@link io.plantbeam.options.Parameter}. */
  Class<? extends PipelineOptions> options();

  /** How the options name something to read; empty where it can only be written to. */
  default Optional<SourceOptions> sourceOptions() {
    return Optional.empty();
  }

  /** What its steps count for the accounting of measures. */
  default List<Contribution> contributions() {
    return List.of();
  }

  /**
   * Reads its options, without asking a server, with the rules between them.
   *
   * @param options takes what is wrong; where there is a problem, the result is not used
   * @return what the job does here; empty where the options name nothing of it
   */
  Optional<Connection> connect(OptionReader options);
}

package io.plantbeam.job;

import io.plantbeam.preflight.Check;
import java.util.List;
import org.apache.beam.sdk.Pipeline;

/** The options of a job that belong to its kind of pipeline, checked and typed. */
public interface PipelineSettings {

  /**
   * What a preflight asks, beside what the connectors ask.
   *
   * @param source what the job reads, not prepared
   */
  default List<Check> checks(Source source) {
    return List.of();
  }

  /**
   * Tries what the options say on what is read.
   *
   * @param source prepared or not
   * @throws io.plantbeam.config.InvalidOptionsException if they cannot be meant for that
   */
  default void tryOn(Source source) {}

  /**
   * Adds the steps of the job to an empty pipeline.
   *
   * @param source prepared
   * @param outputs takes what the pipeline makes
   */
  void build(Pipeline pipeline, Source source, Outputs outputs);
}

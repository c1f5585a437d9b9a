package io.plantbeam.engines;

import io.plantbeam.job.PipelineKind;
import java.util.Set;
import org.apache.beam.sdk.options.PipelineOptions;

/** What one engine is given where the user says nothing. Its limits are in {@link EngineLimits}. */
interface RunnerProfile {

  /** A class of the engine itself: where it is missing, so is the engine. */
  String engineClass();

  /** How to launch the job where the engine is missing, as the end of a sentence. */
  String howToLaunch();

  /**
   * Sets the engine's options that were not given.
   *
   * @param kind of the pipeline that runs
   * @param given the names of the options that were
   */
  void setDefaults(PipelineKind kind, PipelineOptions options, Set<String> given);

  /**
   * Settles with the engine, which is there by now, whether the launch waits for the end of the
   * job.
   */
  default boolean attach(PipelineOptions options) {
    return true;
  }

  /**
   * Takes what only one job may have.
   *
   * @throws io.plantbeam.config.InvalidOptionsException if another has it, or it does not fit the
   *     options
   */
  default EngineClaim claim(PipelineKind kind, PipelineOptions options) {
    return () -> {};
  }
}

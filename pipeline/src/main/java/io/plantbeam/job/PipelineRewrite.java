package io.plantbeam.job;

import org.apache.beam.sdk.Pipeline;

/** What an engine changes in the steps of a job before it runs them. */
public interface PipelineRewrite {

  /** Nothing. */
  PipelineRewrite NONE = pipeline -> {};

  /** Replaces steps by others with the same output. */
  void rewrite(Pipeline pipeline);
}

package io.plantbeam.engines;

import io.plantbeam.engines.direct.DirectShuffles;
import io.plantbeam.job.EngineOptions;
import io.plantbeam.job.PipelineKind;
import java.util.Set;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.StreamingOptions;

/**
 * The Direct runner: its checks that elements are encodable and not changed after output are for
 * tests, and cost two thirds of the throughput. A stream has one thread: with several, bundles of
 * one key overtake each other between two steps, and detectors leave out what comes after later
 * readings of its series. One is faster too, because the runner's bookkeeping is most of the work.
 */
final class DirectProfile implements RunnerProfile {
  static final int STREAM_PARALLELISM = 1;

  @Override
  public String engineClass() {
    return "org.apache.beam.runners.direct.DirectRunner";
  }

  @Override
  public String howToLaunch() {
    return "add beam-runners-direct-java to the class path";
  }

  @Override
  public void setDefaults(PipelineKind kind, PipelineOptions options, Set<String> given) {
    DirectOptions direct = options.as(DirectOptions.class);
    if (!given.contains("enforceImmutability")) {
      direct.setEnforceImmutability(false);
    }
    if (!given.contains("enforceEncodability")) {
      direct.setEnforceEncodability(false);
    }
    boolean streaming = direct.as(StreamingOptions.class).isStreaming();
    if (!given.contains("targetParallelism")) {
      direct.setTargetParallelism(streaming ? STREAM_PARALLELISM : batchParallelism());
    }
    if (streaming) {
      direct.as(EngineOptions.class).setForgetsState(true);
    } else {
      direct.as(EngineOptions.class).setRewrite(DirectShuffles::replaceIn);
    }
    // Otherwise there is no job to stop, and to ask for its counters, while it runs.
    direct.setBlockOnRun(false);
  }

  /** No more than processors: on a thread too many the runner looks for timers all the time. */
  private static int batchParallelism() {
    return Runtime.getRuntime().availableProcessors();
  }
}

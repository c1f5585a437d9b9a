package io.plantbeam.engines;

import io.plantbeam.engines.fuse.FuseSteps;
import io.plantbeam.job.EngineOptions;
import io.plantbeam.job.PipelineKind;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Flink: a stream is checkpointed, because Kafka's offsets are committed and the lake's files are
 * completed with a checkpoint; elements are not copied through their coders between chained steps,
 * because no step changes what it was given or has put out; and bundles end by the clock rather
 * than by their size, because what the job does per bundle, it does once for all readings of a
 * series in it.
 */
final class FlinkProfile implements RunnerProfile {
  static final long CHECKPOINTING_INTERVAL_MILLIS = 10_000;

  /** What a subtask takes in half a second to a second at its best; Beam's is 1000, or 5000. */
  static final long MAX_BUNDLE_SIZE = 100_000;

  /**
   * An alert passes two steps that hold what they have until their bundle ends: parsing, and what
   * puts a bundle's anomalies in order. Beam's second would keep it for more than one.
   */
  static final long MAX_BUNDLE_TIME_MILLIS = 100;

  @Override
  public String engineClass() {
    return "org.apache.flink.client.program.ClusterClient";
  }

  @Override
  public String howToLaunch() {
    return "launch with 'flink run plantbeam.jar --runner=FlinkRunner ...', or with ./plantbeam in a"
        + " checkout";
  }

  @Override
  public void setDefaults(PipelineKind kind, PipelineOptions options, Set<String> given) {
    FlinkPipelineOptions flink = options.as(FlinkPipelineOptions.class);
    if (!given.contains("fasterCopy")) {
      flink.setFasterCopy(true);
    }
    if (!given.contains("objectReuse")) {
      flink.setObjectReuse(true);
    }
    if (!given.contains("maxBundleSize")) {
      flink.setMaxBundleSize(MAX_BUNDLE_SIZE);
    }
    if (flink.isStreaming()) {
      setStreamingDefaults(flink, given);
    }
  }

  private static void setStreamingDefaults(FlinkPipelineOptions flink, Set<String> given) {
    flink.as(EngineOptions.class).setRewrite(FuseSteps::in);
    if (!given.contains("checkpointingInterval")) {
      flink.setCheckpointingInterval(CHECKPOINTING_INTERVAL_MILLIS);
    }
    if (!given.contains("maxBundleTimeMills")) {
      flink.setMaxBundleTimeMills(MAX_BUNDLE_TIME_MILLIS);
    }
    if (!given.contains("finishBundleBeforeCheckpointing")) {
      // Otherwise what a bundle puts out at its end becomes part of the checkpoint.
      flink.setFinishBundleBeforeCheckpointing(true);
    }
    if (isLocal(flink)
        && !given.contains("stateBackend")
        && !given.contains("stateBackendStoragePath")) {
      // A cluster has a directory in its configuration. Without one, checkpoints go to the memory
      // of the JobManager, which takes 5 MB, and the job starts again and again.
      flink.setStateBackend("filesystem");
      flink.setStateBackendStoragePath(
          Path.of(
                  System.getProperty("java.io.tmpdir"),
                  "plantbeam-checkpoints-" + UUID.randomUUID())
              .toUri()
              .toString());
    } else {
      // Otherwise nothing is left to start from after a failure or 'flink cancel'.
      if (!given.contains("externalizedCheckpointsEnabled")) {
        flink.setExternalizedCheckpointsEnabled(true);
      }
      if (!given.contains("retainExternalizedCheckpointsOnCancellation")) {
        flink.setRetainExternalizedCheckpointsOnCancellation(true);
      }
    }
  }

  /**
   * {@code flink run -d}, Flink's REST API and its application mode take a job and return; Beam's
   * runner, which waits by default, would fail for want of a result.
   */
  @Override
  public boolean attach(PipelineOptions options) {
    FlinkPipelineOptions flink = options.as(FlinkPipelineOptions.class);
    if (!StreamExecutionEnvironment.getExecutionEnvironment()
        .getConfiguration()
        .get(DeploymentOptions.ATTACHED)) {
      flink.setAttachedMode(false);
    }
    return flink.getAttachedMode();
  }

  /** Whether the job runs in this process: what {@code ./plantbeam} launches names no master. */
  static boolean isLocal(FlinkPipelineOptions flink) {
    String master = flink.getFlinkMaster();
    return master.equals("[local]")
        || (master.equals("[auto]") && System.getProperty("plantbeam.home") != null);
  }
}

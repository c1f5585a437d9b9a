package io.plantbeam.engines;

import io.plantbeam.config.Durations;
import io.plantbeam.telemetry.TelemetryOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.spark.SparkPipelineOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.StreamingOptions;

/** What the engines cannot do, or not well, each in a sentence that says what to change. */
final class EngineLimits {
  private final PipelineOptions options;
  private final Set<String> given;
  private final LaunchReview findings;
  private final boolean streaming;

  private EngineLimits(PipelineOptions options, Set<String> given, LaunchReview findings) {
    this.options = options;
    this.given = given;
    this.findings = findings;
    this.streaming = options.as(StreamingOptions.class).isStreaming();
  }

  /**
   * Finds what is wrong with a launch.
   *
   * @param options as given, the streaming flag set from the input
   * @param given the names of the options that were given
   */
  static void check(
      Engine engine, PipelineOptions options, Set<String> given, LaunchReview findings) {
    EngineLimits limits = new EngineLimits(options, given, findings);
    limits.checkDirectory(engine);
    switch (engine) {
      case DIRECT -> limits.checkDirect();
      case FLINK -> limits.checkFlink();
      case SPARK -> limits.checkSpark();
    }
  }

  private void checkDirectory(Engine engine) {
    if (engine != Engine.SPARK && given.contains("checkpointDir")) {
      findings.refuse(
          "--checkpointDir=%s: is an option of Spark, and this runner has nothing there; leave it out%s"
              .formatted(
                  options.as(SparkPipelineOptions.class).getCheckpointDir(),
                  engine == Engine.FLINK
                      ? ", and give --stateBackend and --stateBackendStoragePath for checkpoints"
                      : ""));
    }
  }

  private void checkDirect() {
    int parallelism = options.as(DirectOptions.class).getTargetParallelism();
    if (streaming
        && given.contains("targetParallelism")
        && parallelism > DirectProfile.STREAM_PARALLELISM) {
      findings.warn(
          "--targetParallelism=%d: with more than one thread the Direct runner lets readings of a series overtake each other in a stream, and detectors leave out those that come late; leave it out"
              .formatted(parallelism));
    }
  }

  private void checkFlink() {
    FlinkPipelineOptions flink = options.as(FlinkPipelineOptions.class);
    if (!flink.getAttachedMode() && FlinkProfile.isLocal(flink)) {
      findings.refuse(
          "--attachedMode=false: a job in this process ends with it; leave it out, or name a cluster with --flinkMaster");
    }
    if (!streaming) {
      return;
    }
    if (given.contains("checkpointingInterval") && flink.getCheckpointingInterval() < 1) {
      findings.refuse(
          "--checkpointingInterval=%d: a stream needs checkpoints, with which Kafka's offsets are committed and files completed; allowed is 1 or more milliseconds, and without the option it is %d"
              .formatted(
                  flink.getCheckpointingInterval(), FlinkProfile.CHECKPOINTING_INTERVAL_MILLIS));
    }
    checkStateBackend(flink);
  }

  /** Beam passes over a directory without a backend, and fails of a backend without a directory. */
  private void checkStateBackend(FlinkPipelineOptions flink) {
    boolean backend = given.contains("stateBackend");
    boolean directory = given.contains("stateBackendStoragePath");
    if (directory && !backend) {
      findings.refuse(
          "--stateBackendStoragePath=%s: needs --stateBackend=rocksdb or --stateBackend=filesystem"
              .formatted(flink.getStateBackendStoragePath()));
    }
    if (backend && !directory) {
      findings.refuse(
          "--stateBackend=%s: needs --stateBackendStoragePath=URI, the directory for checkpoints; leave it out for what the cluster is configured to do"
              .formatted(flink.getStateBackend()));
    }
  }

  private void checkSpark() {
    if (!streaming) {
      return;
    }
    SparkPipelineOptions spark = options.as(SparkPipelineOptions.class);
    if (!given.contains("checkpointDir") || spark.getCheckpointDir().isBlank()) {
      findings.refuse(
          "--checkpointDir: is required for a stream on Spark, which starts again from it; give a directory that every node reaches and that stays",
          "checkpointDir");
    } else if (isTemporary(spark.getCheckpointDir())) {
      findings.warn(
          "--checkpointDir=%s: is a directory for temporary files, without which the stream cannot start again where it ended; give one that stays"
              .formatted(spark.getCheckpointDir()));
    }
    checkLateness();
  }

  private void checkLateness() {
    String given = options.as(TelemetryOptions.class).getAllowedLateness();
    Duration lateness = Durations.parseOrZero(given);
    if (!lateness.isZero()) {
      findings.warn(
          "--allowedLateness=%s: Spark does not correct windows that it has published, so they wait that much longer for late readings instead; give it as part of --maxOutOfOrderness"
              .formatted(given));
    }
  }

  private static boolean isTemporary(String directory) {
    String lower = directory.toLowerCase(Locale.ROOT);
    if (lower.contains("://") && !lower.startsWith("file://")) {
      return false;
    }
    Path path = Path.of(directory.replaceFirst("^file:(//)?", "")).toAbsolutePath().normalize();
    return path.startsWith("/tmp") || path.startsWith(System.getProperty("java.io.tmpdir"));
  }
}

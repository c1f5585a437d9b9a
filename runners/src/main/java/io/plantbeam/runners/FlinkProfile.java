package io.plantbeam.runners;

import io.plantbeam.options.TelemetryOptions;
import java.util.Set;
import org.apache.beam.runners.flink.FlinkPipelineOptions;

/**
 * Flink: a stream is checkpointed, because Kafka's offsets are committed and the lake's files are
 * completed with a checkpoint; and elements are not copied through their coders between chained
 * steps, because no step changes what it was given or has put out.
 */
final class FlinkProfile implements RunnerProfile {
  static final long CHECKPOINTING_INTERVAL_MILLIS = 10_000;

  @Override
  public String engineClass() {
    return "org.apache.flink.streaming.api.environment.StreamExecutionEnvironment";
  }

  @Override
  public String howToLaunch() {
    return "launch with 'flink run plantbeam.jar --runner=FlinkRunner ...', or with ./plantbeam in a"
        + " checkout";
  }

  @Override
  public void setDefaults(TelemetryOptions options, Set<String> given) {
    FlinkPipelineOptions flink = options.as(FlinkPipelineOptions.class);
    if (flink.isStreaming() && !given.contains("checkpointingInterval")) {
      flink.setCheckpointingInterval(CHECKPOINTING_INTERVAL_MILLIS);
    }
    if (!given.contains("fasterCopy")) {
      flink.setFasterCopy(true);
    }
  }
}

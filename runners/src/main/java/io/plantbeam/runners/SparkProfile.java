package io.plantbeam.runners;

import io.plantbeam.config.Durations;
import io.plantbeam.options.TelemetryOptions;
import java.time.Duration;
import java.util.Set;
import org.apache.beam.runners.spark.SparkPipelineOptions;

/**
 * Spark: micro-batches long enough for the job's many outputs, and late readings waited for instead
 * of corrected after, because the runner emits empty panes without end where lateness is allowed.
 */
final class SparkProfile implements RunnerProfile {
  /** With Beam's 500 ms the batches fall behind. */
  static final long BATCH_INTERVAL_MILLIS = 2_000;

  /**
   * The part of a batch interval in which sources are read. With Beam's tenth a stream that is
   * behind reads less in a batch than it has the time to work on; a batch that takes longer than
   * its interval only delays the next, which has not been read yet.
   */
  static final double READ_TIME_PERCENTAGE = 0.5;

  private static final String STOP_TIMEOUT = "spark.streaming.gracefulStopTimeout";

  @Override
  public String engineClass() {
    return "org.apache.spark.SparkContext";
  }

  @Override
  public String howToLaunch() {
    return "launch with 'spark-submit plantbeam.jar --runner=SparkRunner ...', or with ./plantbeam"
        + " in a checkout";
  }

  @Override
  public void setDefaults(TelemetryOptions options, Set<String> given) {
    SparkPipelineOptions spark = options.as(SparkPipelineOptions.class);
    if (!given.contains("batchIntervalMillis")) {
      spark.setBatchIntervalMillis(BATCH_INTERVAL_MILLIS);
    }
    if (!given.contains("readTimePercentage")) {
      spark.setReadTimePercentage(READ_TIME_PERCENTAGE);
    }
    if (!given.contains("sparkMaster")) {
      // spark-submit's --master wins over this.
      spark.setSparkMaster("local[*]");
    }
    if (spark.isStreaming()) {
      // Spark reads this when it starts; it waits for ten batches, longer than a service manager.
      if (System.getProperty(STOP_TIMEOUT) == null) {
        System.setProperty(STOP_TIMEOUT, "10s");
      }
      moveLatenessIntoWatermarkDelay(options);
    }
  }

  private static void moveLatenessIntoWatermarkDelay(TelemetryOptions options) {
    Duration lateness = readable(options.getAllowedLateness());
    if (!lateness.isZero()) {
      Duration delay = readable(options.getMaxOutOfOrderness()).plus(lateness);
      options.setMaxOutOfOrderness(Durations.format(delay));
      options.setAllowedLateness("0s");
    }
  }

  /** Zero for a text that is no duration, as JobSettingsReader will say. */
  static Duration readable(String text) {
    try {
      return Durations.parse(text);
    } catch (IllegalArgumentException e) {
      return Duration.ZERO;
    }
  }
}

package io.plantbeam.engines;

import io.plantbeam.config.Durations;
import io.plantbeam.job.EngineOptions;
import io.plantbeam.job.JobLabels;
import io.plantbeam.job.PipelineKind;
import io.plantbeam.kafka.KafkaOptions;
import io.plantbeam.telemetry.TelemetryOptions;
import java.time.Duration;
import java.util.Set;
import org.apache.beam.runners.spark.SparkPipelineOptions;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Spark: micro-batches long enough for the job's many outputs, and late readings waited for instead
 * of corrected after, because the runner emits empty panes without end where lateness is allowed.
 */
final class SparkProfile implements RunnerProfile {
  /** With Beam's 500 ms the batches fall behind. */
  static final long BATCH_INTERVAL_MILLIS = 2_000;

  /**
   * The part of a batch interval in which a source is read. With Beam's tenth a stream that is
   * behind reads less in a batch than it has the time to work on. The topics and the registry are
   * read one after the other, each for all of this time even where there is nothing to read, so
   * with a half no time is left.
   */
  static final double READ_TIME_PERCENTAGE = 0.25;

  /** What the names of the labels begin with. */
  static final String TEMPLATE = "spark.plantbeam.template.";

  static final String PARAMETER = "spark.plantbeam.parameter.";

  private static final String STOP_TIMEOUT = "spark.streaming.gracefulStopTimeout";
  private static final String CHUNK = "spark.storage.unrollMemoryThreshold";
  private static final String CLOCK = "spark.streaming.clock";
  private static final String LISTENERS = "spark.extraListeners";

  /**
   * Spark keeps what it has serialised in pieces of so many bytes. With its usual megabyte and a
   * few bytes, each takes two whole regions of the collector of a heap of 2 GB.
   */
  private static final int CHUNK_BYTES = 256 << 10;

  // By name, because without the engine these classes cannot be loaded.
  private static final String CLOCK_CLASS = "io.plantbeam.engines.SparkBatchClock";
  private static final String FIRST_BROADCAST_CLASS = "io.plantbeam.engines.SparkFirstBroadcast";

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
  public void setDefaults(PipelineKind kind, PipelineOptions options, Set<String> given) {
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
      // Not the least, as elsewhere (apache/beam#19411).
      options.as(EngineOptions.class).setGreatestWatermark(true);
      // Spark waits for ten batches, longer than a service manager.
      setUnlessGiven(STOP_TIMEOUT, "10s");
      setUnlessGiven(CHUNK, Integer.toString(CHUNK_BYTES));
      moveLatenessIntoWatermarkDelay(options);
      survivesItsDriver(spark, given);
    }
    setLabels(JobLabels.of(kind.parameters(), options));
  }

  @Override
  public EngineClaim claim(PipelineKind kind, PipelineOptions options) {
    SparkPipelineOptions spark = options.as(SparkPipelineOptions.class);
    return spark.isStreaming()
        ? SparkCheckpointDirectory.claim(
            spark.getCheckpointDir(), JobLabels.of(kind.parameters(), options).parameters())
        : () -> {};
  }

  /**
   * What a stream needs to lose nothing when its driver is killed: each step's state is kept with
   * each batch, so that what was read goes with it into one checkpoint, and each batch sees one
   * watermark. Spark takes its own settings from the system's properties.
   */
  private static void survivesItsDriver(SparkPipelineOptions spark, Set<String> given) {
    if (!given.contains("checkpointDurationMillis")) {
      spark.setCheckpointDurationMillis(spark.getBatchIntervalMillis());
    }
    System.setProperty(
        SparkStateIntervals.CHECKPOINT_MILLIS, Long.toString(spark.getCheckpointDurationMillis()));
    // For so long Beam's executors take a watermark for the present one.
    long remembered = Math.max(0, spark.getCheckpointDurationMillis()) / 2;
    // A source that is read up to a number of records may be done at once.
    long reading =
        spark.getMaxRecordsPerBatch() > 0
            ? 0
            : Math.max(
                spark.getMinReadTimeMillis(),
                Math.round(spark.getBatchIntervalMillis() * spark.getReadTimePercentage()));
    System.setProperty(
        SparkBatchClock.SETTLE_MILLIS, Long.toString(Math.max(0, remembered - reading)));
    System.setProperty(CLOCK, CLOCK_CLASS);
    String listeners = System.getProperty(LISTENERS, "");
    if (!listeners.contains(FIRST_BROADCAST_CLASS)) {
      System.setProperty(
          LISTENERS,
          listeners.isEmpty() ? FIRST_BROADCAST_CLASS : listeners + "," + FIRST_BROADCAST_CLASS);
    }
  }

  /**
   * Spark takes what begins with {@code spark.} into the configuration of the application, which
   * its UI shows. Beam's options are not in it.
   */
  private static void setLabels(JobLabels labels) {
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith(TEMPLATE) || name.startsWith(PARAMETER))
        .forEach(System::clearProperty);
    setLabel(TEMPLATE + "name", labels.templateName());
    setLabel(TEMPLATE + "version", labels.templateVersion());
    labels.parameters().forEach((name, value) -> setLabel(PARAMETER + name, value));
  }

  /** Spark reads its settings from the system's properties when it starts. */
  private static void setUnlessGiven(String setting, String value) {
    if (System.getProperty(setting) == null) {
      System.setProperty(setting, value);
    }
  }

  private static void setLabel(String name, String value) {
    if (value != null) {
      System.setProperty(name, value);
    }
  }

  private static void moveLatenessIntoWatermarkDelay(PipelineOptions options) {
    TelemetryOptions telemetry = options.as(TelemetryOptions.class);
    KafkaOptions kafka = options.as(KafkaOptions.class);
    Duration lateness = Durations.parseOrZero(telemetry.getAllowedLateness());
    if (!lateness.isZero()) {
      Duration delay = Durations.parseOrZero(kafka.getMaxOutOfOrderness()).plus(lateness);
      kafka.setMaxOutOfOrderness(Durations.format(delay));
      telemetry.setAllowedLateness("0s");
    }
  }
}

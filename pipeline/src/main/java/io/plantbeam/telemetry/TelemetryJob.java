package io.plantbeam.telemetry;

import io.plantbeam.elasticsearch.ElasticsearchTemplates;
import io.plantbeam.kafka.KafkaCluster;
import io.plantbeam.kafka.KafkaSettings;
import io.plantbeam.kafka.StartOffsets;
import io.plantbeam.model.Alert;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.Counters;
import io.plantbeam.model.WindowStats;
import io.plantbeam.options.JobLabels;
import io.plantbeam.options.JobSettings;
import io.plantbeam.options.JobSettingsReader;
import io.plantbeam.options.TelemetryOptions;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job that has been launched. */
public final class TelemetryJob {
  private static final Logger LOG = LoggerFactory.getLogger(TelemetryJob.class);

  private final JobSettings settings;
  private final JobLabels labels;
  private final PipelineResult result;

  private TelemetryJob(JobSettings settings, JobLabels labels, PipelineResult result) {
    this.settings = settings;
    this.labels = labels;
    this.result = result;
  }

  /**
   * Checks the options, asks the servers that the job needs, and starts it.
   *
   * @throws io.plantbeam.config.InvalidOptionsException if the options make no job
   * @throws io.plantbeam.config.ServerUnavailableException if a server does not answer
   * @throws PipelineExecutionException if the engine does not start the job, or has run it already
   *     and it failed
   */
  public static TelemetryJob launch(TelemetryOptions options) {
    // Otherwise the checks know of local files alone.
    FileSystems.setDefaultPipelineOptions(options);
    return launch(options, JobSettingsReader.read(options));
  }

  /**
   * The same of options that have been checked.
   *
   * @param checked what {@link JobSettingsReader} has made of them
   */
  public static TelemetryJob launch(TelemetryOptions options, JobSettings checked) {
    JobSettings settings = prepareKafka(checked);
    if (settings.elasticsearch() != null) {
      ElasticsearchTemplates.apply(
          settings.elasticsearch(), List.of(WindowStats.SCHEMA, Anomaly.SCHEMA, Alert.SCHEMA));
    }
    // Reading every option also gives each its default, and so a place among the job parameters
    // that Flink shows: Beam makes them of the options that have a value.
    JobLabels labels = JobLabels.of(options);
    LOG.info("Job {}", labels.sentence());
    Pipeline pipeline = Pipeline.create(options);
    TelemetryPipeline.build(pipeline, settings);
    return new TelemetryJob(settings, labels, ofEngine(pipeline::run));
  }

  /** Engines wrap what a step threw in exceptions of their own kinds. */
  private static <T> T ofEngine(Supplier<T> call) {
    try {
      return call.get();
    } catch (PipelineExecutionException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new PipelineExecutionException(e);
    }
  }

  private static JobSettings prepareKafka(JobSettings settings) {
    KafkaSettings kafka = settings.kafka();
    if (kafka == null) {
      return settings;
    }
    if (settings.inputFiles() == null) {
      try (KafkaCluster cluster =
          KafkaCluster.connect(kafka.bootstrapServers(), kafka.consumerProperties())) {
        kafka = kafka.withTopics(InputTopics.resolve(cluster, settings));
        StartOffsets.apply(cluster, kafka);
      }
    }
    if (settings.alertsTopic() != null || settings.deadLetterTopic() != null) {
      try (KafkaCluster cluster =
          KafkaCluster.connect(kafka.bootstrapServers(), kafka.producerProperties())) {
        Stream.of(settings.alertsTopic(), settings.deadLetterTopic())
            .filter(Objects::nonNull)
            .forEach(cluster::createIfMissing);
      }
    }
    return settings.withKafka(kafka);
  }

  /** Whether the job ends by itself. */
  public boolean isBounded() {
    return settings.inputFiles() != null;
  }

  public JobSettings settings() {
    return settings;
  }

  /** Whether it has neither ended nor failed. */
  public boolean isRunning() {
    return !result.getState().isTerminal();
  }

  /** The counters so far. */
  public Accounting accounting() {
    return Accounting.of(result.metrics());
  }

  /** The end of the latest window that a stream has emitted; empty before the first. */
  public Optional<Instant> latestWindowEnd() {
    MetricsFilter filter =
        MetricsFilter.builder()
            .addNameFilter(MetricNameFilter.named(Counters.NAMESPACE, Counters.WINDOW_END_MILLIS))
            .build();
    return StreamSupport.stream(
            result.metrics().queryMetrics(filter).getDistributions().spliterator(), false)
        .map(MetricResult::getAttempted)
        .filter(ends -> ends.getCount() > 0)
        .map(ends -> Instant.ofEpochMilli(ends.getMax()))
        .max(Comparator.naturalOrder());
  }

  /**
   * Waits until the job ends and writes its summary.
   *
   * @return how it ended
   * @throws PipelineExecutionException if it failed
   */
  public PipelineResult.State waitUntilFinish() throws IOException {
    PipelineResult.State state = ofEngine(result::waitUntilFinish);
    writeSummary();
    return state;
  }

  /** Writes what ran and the counters so far to {@code summary.json}. */
  public void writeSummary() throws IOException {
    accounting().write(settings.output(), labels);
  }

  /** Asks the job to end; {@link #waitUntilFinish} then returns. */
  public void cancel() throws IOException {
    result.cancel();
  }
}

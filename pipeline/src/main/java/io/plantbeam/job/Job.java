package io.plantbeam.job;

import io.plantbeam.model.Contribution;
import java.io.IOException;
import java.util.function.Supplier;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.options.PipelineOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job that has been launched. */
public final class Job {
  private static final Logger LOG = LoggerFactory.getLogger(Job.class);

  private final JobSettings settings;
  private final JobLabels labels;
  private final PipelineResult result;

  private Job(JobSettings settings, JobLabels labels, PipelineResult result) {
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
  public static Job launch(PipelineKind kind, PipelineOptions options) {
    // Otherwise the checks know of local files alone.
    FileSystems.setDefaultPipelineOptions(options);
    return launch(options, JobSettingsReader.read(kind, options));
  }

  /**
   * The same of options that have been checked.
   *
   * @param checked what {@link JobSettingsReader} has made of them
   */
  public static Job launch(PipelineOptions options, JobSettings checked) {
    StoredOutput.prepare(checked.output());
    JobSettings settings = checked.prepare();
    // Reading every option also gives each its default, and so a place among the job parameters
    // that Flink shows: Beam makes them of the options that have a value.
    JobLabels labels = JobLabels.of(settings.kind().parameters(), options);
    LOG.info("Job {}", labels.sentence());
    Pipeline pipeline = Pipeline.create(options);
    settings.build(pipeline).prepare();
    options.as(EngineOptions.class).getRewrite().rewrite(pipeline);
    return new Job(settings, labels, ofEngine(pipeline::run));
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

  /** Whether the job ends by itself. */
  public boolean isBounded() {
    return settings.isBounded();
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
    return Accounting.of(settings.contributions(), result.metrics());
  }

  /** All that the steps have counted so far. */
  public MetricResults metrics() {
    return result.metrics();
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
    Accounting accounting = accounting();
    for (Accounting.Refused refused : accounting.refused()) {
      LOG.warn(
          "{} refused {} of {} documents, each a dead letter; the first reason: {}",
          refused.place(),
          refused.records(),
          refused.sent(),
          refused.reason().isEmpty() ? "see the dead letters" : refused.reason());
    }
    for (Contribution doubted : accounting.of(Contribution.Role.DOUBTED)) {
      if (accounting.value(doubted) > 0) {
        LOG.warn("{} {}", accounting.value(doubted), doubted.words());
      }
    }
    Summary.write(settings.output(), labels, accounting);
  }

  /** Asks the job to end; {@link #waitUntilFinish} then returns. */
  public void cancel() throws IOException {
    result.cancel();
  }
}

package io.plantbeam.tools.score;

import io.plantbeam.engines.Engines;
import io.plantbeam.job.Accounting;
import io.plantbeam.job.Job;
import io.plantbeam.telemetry.PipelineKinds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** The whole job, in batch on the Direct runner, on what {@link JobInput} has written. */
final class JobRun {
  private JobRun() {}

  /**
   * Runs it to its end.
   *
   * @param output the directory of its outputs; the scores are in {@code scores}
   * @return its counters
   */
  static Accounting run(JobInput input, Path output) throws IOException {
    PipelineOptions options =
        PipelineOptionsFactory.fromArgs(
                "--inputFiles=" + input.readings() + "/*.ndjson",
                "--assetRegistry=" + input.registry(),
                "--sensorTypes=" + input.sensorTypes(),
                "--scores=true",
                // No score comes from windows, so as few of them as possible.
                "--windowSize=24h",
                "--windowPeriod=24h",
                "--output=" + output)
            .create();
    Engines.prepare(PipelineKinds.TELEMETRY, options, Set.of());
    Job job = Job.launch(PipelineKinds.TELEMETRY, options);
    job.waitUntilFinish();
    return job.accounting();
  }
}

package io.plantbeam.tools.score;

import io.plantbeam.engines.Engines;
import io.plantbeam.options.TelemetryOptions;
import io.plantbeam.telemetry.Accounting;
import io.plantbeam.telemetry.TelemetryJob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
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
    TelemetryOptions options =
        PipelineOptionsFactory.fromArgs(
                "--inputFiles=" + input.readings() + "/*.ndjson",
                "--assetRegistry=" + input.registry(),
                "--sensorTypes=" + input.sensorTypes(),
                "--scores=true",
                // No score comes from windows, so as few of them as possible.
                "--windowSize=24h",
                "--windowPeriod=24h",
                "--output=" + output)
            .as(TelemetryOptions.class);
    Engines.prepare(options, Set.of());
    TelemetryJob job = TelemetryJob.launch(options);
    job.waitUntilFinish();
    return job.accounting();
  }
}

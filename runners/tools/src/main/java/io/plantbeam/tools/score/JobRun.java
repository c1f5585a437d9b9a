package io.plantbeam.tools.score;

import io.plantbeam.engines.Engines;
import io.plantbeam.job.Accounting;
import io.plantbeam.job.Job;
import io.plantbeam.job.PipelineKind;
import io.plantbeam.telemetry.PipelineKinds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** The whole job, in batch on the Direct runner. */
final class JobRun {
  private JobRun() {}

  /**
   * Runs it to its end.
   *
   * @param readings a directory of NDJSON files
   * @param output the directory of its outputs, such as {@code scores} and {@code alerts}
   * @param options others than for these; all else but the lake has its default
   * @return its counters
   */
  static Accounting run(Path readings, Path registry, Path output, String... options)
      throws IOException {
    // Beam takes the options of a kind of pipeline once that is there.
    PipelineKind kind = PipelineKinds.TELEMETRY;
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--inputFiles=" + readings + "/*.ndjson",
                "--assetRegistry=" + registry,
                // Nothing that is judged depends on the archive.
                "--lake=false",
                "--output=" + output));
    arguments.addAll(List.of(options));
    PipelineOptions made =
        PipelineOptionsFactory.fromArgs(arguments.toArray(new String[0])).create();
    Engines.prepare(kind, made, Set.of());
    Job job = Job.launch(kind, made);
    job.waitUntilFinish();
    return job.accounting();
  }
}

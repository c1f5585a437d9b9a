package io.plantbeam.lake;

import io.plantbeam.job.Connection;
import io.plantbeam.job.Output;
import io.plantbeam.job.Sink;
import io.plantbeam.model.DeadLetter;
import io.plantbeam.output.DirectoryCheck;
import io.plantbeam.output.OutputFiles;
import io.plantbeam.preflight.Check;
import io.plantbeam.preflight.CheckLimits;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.values.PCollection;

/**
 * The lake of a job.
 *
 * @param shards over how many files the series of a partition are spread
 */
record LakeConnection(OutputFiles files, int shards) implements Connection, Sink {

  private String directory() {
    return files.directory() + "/" + Output.READINGS;
  }

  @Override
  public List<Sink> sinks() {
    return List.of(this);
  }

  @Override
  public List<Check> checks(CheckLimits limits) {
    return List.of(
        DirectoryCheck.of("--output=" + files.directory(), directory(), "the lake can be written"));
  }

  @Override
  public String option() {
    return "lake";
  }

  @Override
  public boolean takes(String output) {
    return output.equals(Output.READINGS);
  }

  @Override
  public <T> Optional<PCollection<DeadLetter>> write(Output<T> output) {
    output
        .batches()
        .apply(
            "WriteLake",
            WriteLake.to(directory()).withInterval(files.interval()).withShards(shards));
    return Optional.empty();
  }
}

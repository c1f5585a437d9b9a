package io.plantbeam.lake;

import io.plantbeam.config.ServerUnavailableException;
import io.plantbeam.config.Words;
import io.plantbeam.job.Connection;
import io.plantbeam.job.Output;
import io.plantbeam.job.RunNotes;
import io.plantbeam.job.Sink;
import io.plantbeam.job.Source;
import io.plantbeam.job.SourceFile;
import io.plantbeam.job.Written;
import io.plantbeam.lake.runs.LakeRun;
import io.plantbeam.lake.runs.NotedRun;
import io.plantbeam.lake.runs.Overlap;
import io.plantbeam.lake.store.LakeDirectory;
import io.plantbeam.output.DirectoryCheck;
import io.plantbeam.output.OutputFiles;
import io.plantbeam.preflight.Check;
import io.plantbeam.preflight.CheckLimits;
import io.plantbeam.rollup.RollUp;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * The lake of a job, with roll-ups of its readings, and the records of what runs on files have
 * written there and beside it.
 *
 * @param archives whether readings are written
 * @param shards over how many files the series of a partition are spread
 * @param rollUps whether all roll-ups are written too, and not only those of hours
 * @param replace whether a run on files may take the place of an earlier one
 * @param run the run on files that is to be noted; null of any other, and until it is prepared
 */
record LakeConnection(
    OutputFiles files, boolean archives, int shards, boolean rollUps, boolean replace, LakeRun run)
    implements Connection, Sink {

  private String directory() {
    return files.directory() + "/" + Output.READINGS;
  }

  @Override
  public LakeConnection prepare(String kind, Source source) {
    List<SourceFile> inputs = source.files();
    if (inputs.isEmpty()) {
      return this;
    }
    try {
      LakeRun prepared =
          Overlap.check(LakeDirectory.of(directory()), files.directory(), kind, inputs, replace);
      return new LakeConnection(files, archives, shards, rollUps, replace, prepared);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private ServerUnavailableException unreadable(IOException e) {
    return new ServerUnavailableException(
        "--output=%s: what earlier runs have written cannot be read: %s"
            .formatted(files.directory(), e.getMessage()),
        e);
  }

  @Override
  public List<Sink> sinks() {
    return archives ? List.of(this) : List.of();
  }

  @Override
  public Optional<RunNotes> notes() {
    return run == null ? Optional.empty() : Optional.of(new NotedRun(directory(), run));
  }

  @Override
  public List<Check> checks(CheckLimits limits) {
    return archives
        ? List.of(
            DirectoryCheck.of(
                "--output=" + files.directory(), directory(), "the lake can be written"))
        : List.of();
  }

  @Override
  public List<Check> checks(String kind, Source source) {
    return source.isBounded()
        ? List.of(new Check("--output=" + files.directory(), () -> overlap(kind, source)))
        : List.of();
  }

  private String overlap(String kind, Source source) {
    try {
      int replaced =
          Overlap.look(
                  LakeDirectory.of(directory()), files.directory(), kind, source.files(), replace)
              .replaced()
              .size();
      return "--output=%s: %s"
          .formatted(
              files.directory(),
              replaced == 0
                  ? "no other run has written readings of these files"
                  : "takes the place of %s".formatted(Words.counted(replaced, "earlier run")));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public String option() {
    return "lake";
  }

  @Override
  public boolean takes(String output) {
    return output.equals(Output.READINGS)
        || output.equals(RollUp.HOURLY.label())
        || takesACopyOf(output);
  }

  @Override
  public boolean takesACopyOf(String output) {
    return rollUps
        && RollUp.ALL.stream()
            .anyMatch(rollUp -> rollUp != RollUp.HOURLY && rollUp.label().equals(output));
  }

  @Override
  public <T> Written write(Output<T> output) {
    return Written.files(
        output.name().equals(Output.READINGS) ? writeReadings(output) : writeRows(output));
  }

  private PCollection<KV<String, Long>> writeReadings(Output<?> output) {
    return output
        .batches()
        .apply(
            "WriteLake",
            WriteLake.to(directory())
                .withInterval(files.interval())
                .withShards(shards)
                .of(output.notes()));
  }

  private <T> PCollection<KV<String, Long>> writeRows(Output<T> output) {
    return output
        .records()
        .apply(
            "Archive" + output.step(),
            WriteRows.to(files.directory(), output.schema())
                .withInterval(files.interval())
                .withAllowedLateness(output.lateness())
                .of(output.notes()));
  }
}

package io.plantbeam.files;

import io.plantbeam.job.Connection;
import io.plantbeam.job.InputRecords;
import io.plantbeam.job.Output;
import io.plantbeam.job.Sink;
import io.plantbeam.job.Source;
import io.plantbeam.job.SourceFile;
import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.RawMessage;
import io.plantbeam.output.OutputFiles;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.PCollection;

/**
 * The files of a job.
 *
 * @param input a path or pattern; null where the job reads something else
 */
record FilesConnection(String input, OutputFiles output) implements Connection {

  @Override
  public Optional<Source> source() {
    return input == null ? Optional.empty() : Optional.of(new InputFiles(input));
  }

  @Override
  public List<Sink> sinks() {
    return List.of(new OutputDirectory(output));
  }

  private record InputFiles(String glob) implements Source {
    @Override
    public boolean isBounded() {
      return true;
    }

    @Override
    public List<SourceFile> files() {
      return ReadFiles.files(glob);
    }

    @Override
    public PCollection<List<RawMessage>> read(Pipeline pipeline, InputRecords records) {
      return pipeline.apply(
          "ReadFiles",
          ReadFiles.from(glob).withLinesOfUpTo(records.maxBytes()).withRowsOf(records.csv()));
    }
  }

  private record OutputDirectory(OutputFiles files) implements Sink {
    @Override
    public String option() {
      return "output";
    }

    @Override
    public boolean takes(String output) {
      return !output.equals(Output.READINGS);
    }

    @Override
    public boolean takesWhatIsLeft() {
      return true;
    }

    @Override
    public <T> Optional<PCollection<DeadLetter>> write(Output<T> output) {
      output
          .records()
          .apply(
              "Write" + output.step(),
              WriteNdjson.to(files.directory(), output.schema())
                  .withInterval(files.interval())
                  .withAllowedLateness(output.lateness()));
      return Optional.empty();
    }
  }
}

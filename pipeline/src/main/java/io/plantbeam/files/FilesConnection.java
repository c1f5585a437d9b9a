package io.plantbeam.files;

import io.plantbeam.job.Connection;
import io.plantbeam.job.InputRecords;
import io.plantbeam.job.Output;
import io.plantbeam.job.Sink;
import io.plantbeam.job.Source;
import io.plantbeam.job.SourceFile;
import io.plantbeam.job.Written;
import io.plantbeam.model.RawMessage;
import io.plantbeam.output.OutputFiles;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
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
    public List<RawMessage> samples(int count, InputRecords records) throws IOException {
      // A pipe has its content once.
      return FileLookup.find(glob).stream().anyMatch(InputFile::isPipe)
          ? List.of()
          : readFiles(records).samples(count);
    }

    @Override
    public PCollection<List<RawMessage>> read(Pipeline pipeline, InputRecords records) {
      return pipeline.apply("ReadFiles", readFiles(records));
    }

    private ReadFiles readFiles(InputRecords records) {
      return ReadFiles.from(glob).withLinesOfUpTo(records.maxBytes()).withRowsOf(records.csv());
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
    public <T> Written write(Output<T> output) {
      PCollection<String> names =
          output
              .records()
              .apply(
                  "Write" + output.step(),
                  WriteNdjson.to(files.directory(), output.schema())
                      .withInterval(files.interval())
                      .withAllowedLateness(output.lateness())
                      .of(output.notes()));
      return output.notes() == null
          ? Written.NOTHING
          : Written.files(
              names
                  .apply("Files" + output.step(), ParDo.of(new WithoutReadings()))
                  .setCoder(KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of())));
    }
  }

  /** What a run notes of files that are not of the lake. */
  static final class WithoutReadings extends DoFn<String, KV<String, Long>> {
    @ProcessElement
    public void add(@Element String name, OutputReceiver<KV<String, Long>> out) {
      out.output(KV.of(name, 0L));
    }
  }
}

package io.plantbeam.files;

import io.plantbeam.job.Connection;
import io.plantbeam.job.InputRecords;
import io.plantbeam.job.Output;
import io.plantbeam.job.RunNotes;
import io.plantbeam.job.Sink;
import io.plantbeam.job.Source;
import io.plantbeam.job.SourceFile;
import io.plantbeam.job.Written;
import io.plantbeam.model.RawMessage;
import io.plantbeam.output.OutputFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

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
      return write("Write" + output.step(), List.of(output));
    }

    @Override
    public Written writeAll(List<Output<?>> outputs) {
      return write("WriteNdjson", outputs);
    }

    private Written write(String step, List<Output<?>> outputs) {
      Duration lateness =
          outputs.stream().map(Output::lateness).max(Comparator.naturalOrder()).orElseThrow();
      List<PCollection<KV<String, NdjsonChunk>>> lines = new ArrayList<>();
      outputs.forEach(output -> lines.add(encode(output, lateness)));
      RunNotes notes = outputs.get(0).notes();
      PCollection<String> names =
          PCollectionList.of(lines)
              .apply(step + "Lines", Flatten.pCollections())
              .apply(step, WriteNdjson.to(files.directory()).of(notes));
      return notes == null
          ? Written.NOTHING
          : Written.files(
              names
                  .apply(step + "Names", ParDo.of(new WithoutReadings()))
                  .setCoder(KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of())));
    }

    private <T> PCollection<KV<String, NdjsonChunk>> encode(Output<T> output, Duration lateness) {
      return output
          .records()
          .apply(
              "Encode" + output.step(),
              EncodeNdjson.of(output.schema())
                  .withInterval(files.interval())
                  .withAllowedLateness(lateness));
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

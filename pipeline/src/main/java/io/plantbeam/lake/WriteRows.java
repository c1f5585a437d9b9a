package io.plantbeam.lake;

import io.plantbeam.codec.Carried;
import io.plantbeam.job.RunNotes;
import io.plantbeam.model.OutputSchema;
import io.plantbeam.output.FileIntervals;
import java.io.IOException;
import java.time.Duration;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Writes what is made of readings as Parquet files, {@code
 * DIRECTORY/<schema>/sensor_type=…/date=YYYY-MM-DD/<schema>-….parquet}, and gives the names of the
 * files that are complete, as files without readings. See {@link RowFolders}.
 *
 * <p>Bounded input makes one file for each folder. Streaming input makes one for each folder and
 * interval of event time, and one more for what comes late. No row is dropped: its timestamp is
 * behind the watermark by at most the allowed lateness, because upstream a window is corrected only
 * until then, and an interval ends no earlier than the timestamps in it.
 */
final class WriteRows<T> extends PTransform<PCollection<T>, PCollection<KV<String, Long>>> {
  private final String directory;
  private final OutputSchema<T> schema;
  private final Duration interval;
  private final Duration allowedLateness;
  private final RunNotes run;

  private WriteRows(
      String directory,
      OutputSchema<T> schema,
      Duration interval,
      Duration allowedLateness,
      RunNotes run) {
    this.directory = directory;
    this.schema = schema;
    this.interval = interval;
    this.allowedLateness = allowedLateness;
    this.run = run;
  }

  /**
   * Writes below a directory.
   *
   * @param directory in which the schema's folder is
   */
  static <T> WriteRows<T> to(String directory, OutputSchema<T> schema) {
    String parent = directory.endsWith("/") ? directory : directory + "/";
    return new WriteRows<>(
        parent + schema.name() + "/", schema, Duration.ofMinutes(10), Duration.ZERO, null);
  }

  /** How much event time a file of a streaming job holds. */
  WriteRows<T> withInterval(Duration newInterval) {
    return new WriteRows<>(directory, schema, newInterval, allowedLateness, run);
  }

  /** By how much the timestamps of streaming input can be behind the watermark. */
  WriteRows<T> withAllowedLateness(Duration newAllowedLateness) {
    return new WriteRows<>(directory, schema, interval, newAllowedLateness, run);
  }

  /** Notes for a run on files what it writes; null where it is none. */
  WriteRows<T> of(RunNotes newRun) {
    return new WriteRows<>(directory, schema, interval, allowedLateness, newRun);
  }

  @Override
  public PCollection<KV<String, Long>> expand(PCollection<T> input) {
    return input
        .apply("Intervals", FileIntervals.of(input, interval, allowedLateness))
        .apply("KeyByFolder", ParDo.of(new KeyByFolder<>(schema)))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), input.getCoder()))
        .apply("GroupFolder", GroupByKey.create())
        .apply("WriteFiles", ParDo.of(new WriteFile<>(directory, schema, run)))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of()));
  }

  static final class KeyByFolder<T> extends DoFn<T, KV<String, T>> {
    private final Carried<OutputSchema<T>> carried;
    private transient RowFolders<T> folders;

    private KeyByFolder(OutputSchema<T> schema) {
      carried = Carried.of(schema);
    }

    @Setup
    public void setup() {
      folders = new RowFolders<>(carried.get());
    }

    @ProcessElement
    public void key(@Element T row, OutputReceiver<KV<String, T>> out) throws IOException {
      out.output(KV.of(folders.path(row), row));
    }
  }

  static final class WriteFile<T> extends DoFn<KV<String, Iterable<T>>, KV<String, Long>> {
    private final String directory;
    private final Carried<OutputSchema<T>> carried;

    /** Null where it is no run on files. */
    private final Carried<RunNotes> run;

    private WriteFile(String directory, OutputSchema<T> schema, RunNotes run) {
      this.directory = directory;
      carried = Carried.of(schema);
      this.run = run == null ? null : Carried.of(run);
    }

    @ProcessElement
    public void write(@Element KV<String, Iterable<T>> folder, OutputReceiver<KV<String, Long>> out)
        throws IOException {
      if (!folder.getValue().iterator().hasNext()) {
        // Spark emits panes that hold nothing.
        return;
      }
      try (RowFile<T> file = new RowFile<>(directory, folder.getKey(), carried.get())) {
        for (T row : folder.getValue()) {
          file.add(row);
        }
        String name = file.end();
        if (run != null) {
          run.get().begin();
          run.get().naming(name);
        }
        out.output(KV.of(file.publish(), 0L));
      }
    }
  }
}

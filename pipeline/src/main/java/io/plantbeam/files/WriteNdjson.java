package io.plantbeam.files;

import io.plantbeam.codec.Carried;
import io.plantbeam.job.RunNotes;
import io.plantbeam.model.OutputSchema;
import io.plantbeam.output.ContentHash;
import io.plantbeam.output.ContentNamedFile;
import io.plantbeam.output.JsonEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.AfterPane;
import org.apache.beam.sdk.transforms.windowing.AfterWatermark;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.DefaultTrigger;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.joda.time.Instant;

/**
 * Writes records as NDJSON files, {@code DIRECTORY/<schema>/<schema>-….ndjson}, and gives the names
 * of the files that are complete.
 *
 * <p>Bounded input makes one file. Streaming input makes one file for each interval of event time,
 * whose start is in its name, and one more for what comes late. No record is dropped: an element's
 * timestamp is behind the watermark by at most the allowed lateness, because upstream a window is
 * corrected only until then, and an interval ends no earlier than the timestamps in it.
 */
public final class WriteNdjson<T> extends PTransform<PCollection<T>, PCollection<String>> {
  private final String directory;
  private final OutputSchema<T> schema;
  private final Duration interval;
  private final Duration allowedLateness;
  private final RunNotes run;

  private WriteNdjson(
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
   * @param directory the folder, of any file system that Beam knows, in which the schema's folder
   *     is
   */
  public static <T> WriteNdjson<T> to(String directory, OutputSchema<T> schema) {
    String parent = directory.endsWith("/") ? directory : directory + "/";
    return new WriteNdjson<>(
        parent + schema.name(), schema, Duration.ofMinutes(10), Duration.ZERO, null);
  }

  /** How much event time a file of a streaming job holds. */
  public WriteNdjson<T> withInterval(Duration newInterval) {
    return new WriteNdjson<>(directory, schema, newInterval, allowedLateness, run);
  }

  /** By how much the timestamps of streaming input can be behind the watermark. */
  public WriteNdjson<T> withAllowedLateness(Duration newAllowedLateness) {
    return new WriteNdjson<>(directory, schema, interval, newAllowedLateness, run);
  }

  /** Notes for a run on files what it writes; null where it is none. */
  WriteNdjson<T> of(RunNotes newRun) {
    return new WriteNdjson<>(directory, schema, interval, allowedLateness, newRun);
  }

  @Override
  public PCollection<String> expand(PCollection<T> input) {
    return input
        .apply("Intervals", windows(input.isBounded() == IsBounded.BOUNDED))
        .apply("Encode", ParDo.of(new Encode<>(schema)))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), NdjsonChunk.ChunkCoder.INSTANCE))
        .apply("Group", GroupByKey.create())
        .apply("WriteFiles", ParDo.of(new WriteFile(directory, run)))
        .setCoder(StringUtf8Coder.of());
  }

  private Window<T> windows(boolean bounded) {
    if (bounded) {
      return Window.<T>into(new GlobalWindows())
          .triggering(DefaultTrigger.of())
          .withAllowedLateness(org.joda.time.Duration.ZERO)
          .discardingFiredPanes();
    }
    return Window.<T>into(FixedWindows.of(millis(interval)))
        .triggering(
            AfterWatermark.pastEndOfWindow().withLateFirings(AfterPane.elementCountAtLeast(1)))
        .withAllowedLateness(millis(allowedLateness))
        .discardingFiredPanes();
  }

  private static org.joda.time.Duration millis(Duration duration) {
    return org.joda.time.Duration.millis(duration.toMillis());
  }

  /**
   * Collects the lines of a bundle, so that a few large elements are shuffled and not each record.
   */
  static final class Encode<T> extends DoFn<T, KV<String, NdjsonChunk>> {
    private static final int CHUNK_BYTES = 1 << 20;

    private final Carried<OutputSchema<T>> carried;
    private transient OutputSchema<T> schema;
    private transient Map<BoundedWindow, Lines> linesOfWindows;

    private Encode(OutputSchema<T> schema) {
      carried = Carried.of(schema);
    }

    @Setup
    public void setup() {
      schema = carried.get();
    }

    @StartBundle
    public void start() {
      linesOfWindows = new HashMap<>();
    }

    @ProcessElement
    public void encode(
        @Element T record,
        @Timestamp Instant timestamp,
        BoundedWindow window,
        OutputReceiver<KV<String, NdjsonChunk>> out)
        throws IOException {
      Lines lines = linesOfWindows.computeIfAbsent(window, w -> new Lines());
      JsonEncoder.append(schema, record, lines.bytes);
      lines.bytes.write('\n');
      lines.hash.add(schema, record);
      if (lines.earliest == null || timestamp.isBefore(lines.earliest)) {
        lines.earliest = timestamp;
      }
      if (lines.bytes.size() >= CHUNK_BYTES) {
        linesOfWindows.remove(window);
        out.output(chunk(lines));
      }
    }

    @FinishBundle
    public void finish(FinishBundleContext context) {
      linesOfWindows.forEach(
          (window, lines) -> context.output(chunk(lines), lines.earliest, window));
      linesOfWindows = null;
    }

    private KV<String, NdjsonChunk> chunk(Lines lines) {
      return KV.of(schema.name(), new NdjsonChunk(lines.bytes.toByteArray(), lines.hash));
    }

    private static final class Lines {
      private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      private final ContentHash hash = new ContentHash();
      private Instant earliest;
    }
  }

  static final class WriteFile extends DoFn<KV<String, Iterable<NdjsonChunk>>, String> {
    private static final DateTimeFormatter START =
        DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String directory;

    /** Null where it is no run on files. */
    private final Carried<RunNotes> run;

    private WriteFile(String directory, RunNotes run) {
      this.directory = directory;
      this.run = run == null ? null : Carried.of(run);
    }

    @ProcessElement
    public void write(
        @Element KV<String, Iterable<NdjsonChunk>> group,
        BoundedWindow window,
        OutputReceiver<String> out)
        throws IOException {
      String prefix = group.getKey();
      // The least timestamp is that of a message without an event time before all others.
      if (window instanceof IntervalWindow interval
          && interval.start().isAfter(BoundedWindow.TIMESTAMP_MIN_VALUE)) {
        prefix += "-" + START.format(java.time.Instant.ofEpochMilli(interval.start().getMillis()));
      }
      ContentHash hash = new ContentHash();
      try (ContentNamedFile file = ContentNamedFile.create(directory, prefix, "ndjson")) {
        for (NdjsonChunk chunk : group.getValue()) {
          writeAll(file.channel(), chunk.lines());
          hash.add(chunk.hash());
        }
        if (run != null) {
          run.get().begin();
          run.get().naming(file.name(hash));
        }
        out.output(file.finish(hash));
      }
    }

    private static void writeAll(WritableByteChannel channel, byte[] bytes) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
  }
}

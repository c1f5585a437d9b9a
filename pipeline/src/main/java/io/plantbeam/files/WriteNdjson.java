package io.plantbeam.files;

import io.plantbeam.codec.Carried;
import io.plantbeam.job.RunNotes;
import io.plantbeam.output.ContentHash;
import io.plantbeam.output.ContentNamedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Writes lines of several schemas as NDJSON files, {@code DIRECTORY/<schema>/<schema>-….ndjson},
 * and gives the names of the files that are complete. All schemas share one shuffle: each costs an
 * engine threads, buffers and state, whether it has something to do or not.
 *
 * <p>Bounded input makes one file of each schema. Streaming input makes one file for each interval
 * of event time, whose start is in its name, and one more for what comes late. No record is
 * dropped: an element's timestamp is behind the watermark by at most the allowed lateness, because
 * upstream a window is corrected only until then, and an interval ends no earlier than the
 * timestamps in it.
 */
public final class WriteNdjson
    extends PTransform<PCollection<KV<String, NdjsonChunk>>, PCollection<String>> {
  private final String directory;
  private final RunNotes run;

  private WriteNdjson(String directory, RunNotes run) {
    this.directory = directory;
    this.run = run;
  }

  /**
   * Writes below a directory.
   *
   * @param directory the folder, of any file system that Beam knows, in which the schemas' folders
   *     are
   */
  public static WriteNdjson to(String directory) {
    return new WriteNdjson(directory.endsWith("/") ? directory : directory + "/", null);
  }

  /** Notes for a run on files what it writes; null where it is none. */
  WriteNdjson of(RunNotes newRun) {
    return new WriteNdjson(directory, newRun);
  }

  @Override
  public PCollection<String> expand(PCollection<KV<String, NdjsonChunk>> lines) {
    return lines
        .apply("Group", GroupByKey.create())
        .apply("WriteFiles", ParDo.of(new WriteFile(directory, run)))
        .setCoder(StringUtf8Coder.of());
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
      try (ContentNamedFile file =
          ContentNamedFile.create(directory + group.getKey(), prefix, "ndjson")) {
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

package io.plantbeam.files;

import io.plantbeam.codec.Carried;
import io.plantbeam.model.OutputSchema;
import io.plantbeam.output.ContentHash;
import io.plantbeam.output.FileIntervals;
import io.plantbeam.output.JsonEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Instant;

/**
 * Records in; out come their lines, as {@link WriteNdjson} takes them, under the name of their
 * schema and in the intervals of event time of which each becomes a file.
 */
public final class EncodeNdjson<T>
    extends PTransform<PCollection<T>, PCollection<KV<String, NdjsonChunk>>> {
  private final OutputSchema<T> schema;
  private final Duration interval;
  private final Duration allowedLateness;

  private EncodeNdjson(OutputSchema<T> schema, Duration interval, Duration allowedLateness) {
    this.schema = schema;
    this.interval = interval;
    this.allowedLateness = allowedLateness;
  }

  /** Encodes records of a schema. */
  public static <T> EncodeNdjson<T> of(OutputSchema<T> schema) {
    return new EncodeNdjson<>(schema, Duration.ofMinutes(10), Duration.ZERO);
  }

  /** How much event time a file of a streaming job holds. */
  public EncodeNdjson<T> withInterval(Duration newInterval) {
    return new EncodeNdjson<>(schema, newInterval, allowedLateness);
  }

  /** By how much the timestamps of streaming input can be behind the watermark. */
  public EncodeNdjson<T> withAllowedLateness(Duration newAllowedLateness) {
    return new EncodeNdjson<>(schema, interval, newAllowedLateness);
  }

  @Override
  public PCollection<KV<String, NdjsonChunk>> expand(PCollection<T> input) {
    return input
        .apply("Intervals", FileIntervals.of(input, interval, allowedLateness))
        .apply("Encode", ParDo.of(new Encode<>(schema)))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), NdjsonChunk.ChunkCoder.INSTANCE));
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
}

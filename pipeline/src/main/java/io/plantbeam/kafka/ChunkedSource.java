package io.plantbeam.kafka;

import io.plantbeam.job.EngineOptions;
import io.plantbeam.model.RawMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.options.PipelineOptions;
import org.joda.time.Instant;

/**
 * The records of a Kafka source as messages, several per element: all that a reader has at hand, up
 * to a limit. The timestamp of an element is the least of theirs. An element has no message where
 * there was nothing but {@linkplain GapRecord gaps}.
 *
 * <p>The Direct runner reads ten elements per bundle, however much there is to read, and its cost
 * is for the most part the cost of bundles. Chunks make its bundles grow with what there is to
 * read.
 */
final class ChunkedSource<C extends UnboundedSource.CheckpointMark>
    extends UnboundedSource<List<RawMessage>, C> {
  private static final long serialVersionUID = 1;

  private final UnboundedSource<KafkaRecord<byte[], byte[]>, C> records;
  private final boolean withKeyAndHeaders;

  /**
   * @param withKeyAndHeaders whether messages have these
   */
  ChunkedSource(
      UnboundedSource<KafkaRecord<byte[], byte[]>, C> records, boolean withKeyAndHeaders) {
    this.records = records;
    this.withKeyAndHeaders = withKeyAndHeaders;
  }

  @Override
  public List<ChunkedSource<C>> split(int desiredNumSplits, PipelineOptions options)
      throws Exception {
    int numSplits = takesGreatestWatermark(options) ? 1 : desiredNumSplits;
    List<ChunkedSource<C>> splits = new ArrayList<>();
    for (UnboundedSource<KafkaRecord<byte[], byte[]>, C> split :
        records.split(numSplits, options)) {
      splits.add(new ChunkedSource<>(split, withKeyAndHeaders));
    }
    return splits;
  }

  /**
   * Where the watermark is the greatest of all readers, not the least, what a slower reader brings
   * is late, and the windows of its sensors are lost. One reader's watermark is the least of its
   * partitions.
   */
  private static boolean takesGreatestWatermark(PipelineOptions options) {
    return options.as(EngineOptions.class).getGreatestWatermark();
  }

  @Override
  public UnboundedReader<List<RawMessage>> createReader(PipelineOptions options, C checkpointMark)
      throws IOException {
    return new Reader(this, records.createReader(options, checkpointMark));
  }

  @Override
  public Coder<C> getCheckpointMarkCoder() {
    return records.getCheckpointMarkCoder();
  }

  @Override
  public Coder<List<RawMessage>> getOutputCoder() {
    return RawMessage.MessageCoder.LIST;
  }

  @Override
  public void validate() {
    records.validate();
  }

  private static final class Reader extends UnboundedReader<List<RawMessage>> {
    private final ChunkedSource<?> source;
    private final UnboundedReader<KafkaRecord<byte[], byte[]>> records;
    private final KafkaMessages messages;
    private List<RawMessage> chunk = List.of();
    private Instant timestamp;

    Reader(ChunkedSource<?> source, UnboundedReader<KafkaRecord<byte[], byte[]>> records) {
      this.source = source;
      this.records = records;
      this.messages = new KafkaMessages(source.withKeyAndHeaders);
    }

    @Override
    public boolean start() throws IOException {
      return gather(records.start());
    }

    @Override
    public boolean advance() throws IOException {
      return gather(records.advance());
    }

    private boolean gather(boolean first) throws IOException {
      chunk = new ArrayList<>();
      timestamp = null;
      int read = 0;
      long bytes = 0;
      boolean more = first;
      while (more) {
        KafkaRecord<byte[], byte[]> record = records.getCurrent();
        Instant time = records.getCurrentTimestamp();
        timestamp = timestamp == null || time.isBefore(timestamp) ? time : timestamp;
        read++;
        if (!GapRecord.isGap(record)) {
          RawMessage message = messages.message(record, time);
          chunk.add(message);
          bytes += message.length();
        }
        more =
            read < RawMessage.MAX_TOGETHER
                && bytes < RawMessage.MAX_BYTES_TOGETHER
                && records.advance();
      }
      return first;
    }

    @Override
    public List<RawMessage> getCurrent() {
      return chunk;
    }

    @Override
    public Instant getCurrentTimestamp() {
      return timestamp;
    }

    @Override
    public Instant getWatermark() {
      return records.getWatermark();
    }

    @Override
    public CheckpointMark getCheckpointMark() {
      return records.getCheckpointMark();
    }

    @Override
    public long getSplitBacklogBytes() {
      return records.getSplitBacklogBytes();
    }

    @Override
    public long getTotalBacklogBytes() {
      return records.getTotalBacklogBytes();
    }

    @Override
    public UnboundedSource<List<RawMessage>, ?> getCurrentSource() {
      return source;
    }

    @Override
    public void close() throws IOException {
      records.close();
    }
  }
}

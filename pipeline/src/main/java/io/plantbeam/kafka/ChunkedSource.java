package io.plantbeam.kafka;

import io.plantbeam.job.EngineOptions;
import io.plantbeam.model.RawMessage;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.kafka.KafkaCheckpointMark;
import org.apache.beam.sdk.io.kafka.KafkaCheckpointMark.PartitionMark;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.kafka.common.TopicPartition;
import org.joda.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of Kafka sources as messages, several per element: all that a reader has at hand, up
 * to a limit. So elements are small where there is little to do, and where a job is behind they are
 * so large that many series cost little more than few. The timestamp of an element is the least of
 * theirs. An element has no message where there was nothing but {@linkplain GapRecord gaps}.
 *
 * <p>The Direct runner reads ten elements per bundle, however much there is to read, and its cost
 * is for the most part the cost of bundles. Chunks make its bundles grow with what there is to
 * read.
 *
 * <p>Partitions that were not there when the source was split are read from their beginning, by the
 * reader whose turn they are; its checkpoints have them behind its own.
 */
final class ChunkedSource extends UnboundedSource<List<RawMessage>, KafkaCheckpointMark> {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(ChunkedSource.class);

  /** Records that keep coming, one after the other, do not hold back the first of them longer. */
  private static final long LONGEST_GATHERING_NANOS = 50_000_000;

  private final RecordSources sources;
  private final boolean withKeyAndHeaders;
  private final UnboundedSource<KafkaRecord<byte[], byte[]>, KafkaCheckpointMark> records;

  /** What this one's readers begin with; null where KafkaIO chose it. */
  private final List<TopicPartition> partitions;

  private final Splitting splitting;

  /**
   * How a source was split.
   *
   * @param known the partitions at that time
   */
  private record Splitting(Set<TopicPartition> known, int index, int count)
      implements Serializable {
    private static final long serialVersionUID = 1;

    boolean takesAdded(TopicPartition partition) {
      return !known.contains(partition) && partition.partition() % count == index;
    }
  }

  /**
   * @param withKeyAndHeaders whether messages have these
   */
  ChunkedSource(RecordSources sources, boolean withKeyAndHeaders) {
    this(sources, withKeyAndHeaders, sources.ofTopics(), null, null);
  }

  private ChunkedSource(
      RecordSources sources,
      boolean withKeyAndHeaders,
      UnboundedSource<KafkaRecord<byte[], byte[]>, KafkaCheckpointMark> records,
      List<TopicPartition> partitions,
      Splitting splitting) {
    this.sources = sources;
    this.withKeyAndHeaders = withKeyAndHeaders;
    this.records = records;
    this.partitions = partitions;
    this.splitting = splitting;
  }

  @Override
  public List<ChunkedSource> split(int desiredNumSplits, PipelineOptions options) throws Exception {
    List<ChunkedSource> splits = new ArrayList<>();
    if (takesGreatestWatermark(options)) {
      // Spark splits the source again for each batch, and so finds partitions that are added.
      for (UnboundedSource<KafkaRecord<byte[], byte[]>, KafkaCheckpointMark> split :
          records.split(1, options)) {
        splits.add(new ChunkedSource(sources, withKeyAndHeaders, split, null, null));
      }
      return splits;
    }
    List<TopicPartition> all = new ArrayList<>(existing());
    all.sort(
        Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition));
    int count = Math.min(desiredNumSplits, all.size());
    for (int index = 0; index < count; index++) {
      List<TopicPartition> own = new ArrayList<>();
      for (int i = index; i < all.size(); i += count) {
        own.add(all.get(i));
      }
      splits.add(
          new ChunkedSource(
              sources,
              withKeyAndHeaders,
              sources.ofPartitions(own),
              own,
              new Splitting(new HashSet<>(all), index, count)));
    }
    return splits;
  }

  private Set<TopicPartition> existing() {
    KafkaSettings settings = sources.settings();
    try (KafkaCluster cluster =
        KafkaCluster.connect(settings.bootstrapServers(), settings.consumerProperties())) {
      return new KafkaTopics(cluster).partitions(settings.topics());
    }
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
  public UnboundedReader<List<RawMessage>> createReader(
      PipelineOptions options, KafkaCheckpointMark checkpointMark) throws IOException {
    return new Reader(this, options, checkpointMark);
  }

  @Override
  public Coder<KafkaCheckpointMark> getCheckpointMarkCoder() {
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

  /** A reader of KafkaIO's, started when it is first asked for a record. */
  private static final class Part {
    private final UnboundedReader<KafkaRecord<byte[], byte[]>> reader;
    private boolean started;

    Part(UnboundedReader<KafkaRecord<byte[], byte[]>> reader) {
      this.reader = reader;
    }

    boolean advance() throws IOException {
      if (started) {
        return reader.advance();
      }
      started = true;
      return reader.start();
    }
  }

  private static final class Reader extends UnboundedReader<List<RawMessage>> {
    private final ChunkedSource source;
    private final PipelineOptions options;
    private final KafkaMessages messages;

    /** The first reads the partitions of the source, each other one that was added. */
    private final List<Part> parts = new ArrayList<>();

    private final Set<TopicPartition> added = new HashSet<>();
    private Set<TopicPartition> seen = Set.of();
    private int turn;
    private List<RawMessage> chunk = List.of();
    private Instant timestamp;
    private Instant watermark = BoundedWindow.TIMESTAMP_MIN_VALUE;
    private int read;
    private long bytes;
    private long begun;

    Reader(ChunkedSource source, PipelineOptions options, KafkaCheckpointMark mark)
        throws IOException {
      this.source = source;
      this.options = options;
      this.messages = new KafkaMessages(source.withKeyAndHeaders);
      if (mark != null) {
        watermark =
            Instant.ofEpochMilli(
                mark.getPartitions().stream()
                    .mapToLong(PartitionMark::getWatermarkMillis)
                    .min()
                    .orElse(watermark.getMillis()));
      }
      if (mark == null || source.partitions == null) {
        parts.add(new Part(source.records.createReader(options, mark)));
        return;
      }
      Map<TopicPartition, PartitionMark> marks = new LinkedHashMap<>();
      mark.getPartitions().forEach(m -> marks.put(partitionOf(m), m));
      List<PartitionMark> own = new ArrayList<>();
      source.partitions.forEach(partition -> own.add(marks.remove(partition)));
      parts.add(new Part(source.records.createReader(options, markOf(own))));
      for (PartitionMark more : marks.values()) {
        open(partitionOf(more), more);
      }
    }

    private void open(TopicPartition partition, PartitionMark mark) throws IOException {
      added.add(partition);
      parts.add(
          new Part(
              source
                  .sources
                  .ofPartitions(List.of(partition))
                  .createReader(options, markOf(List.of(mark)))));
    }

    private static TopicPartition partitionOf(PartitionMark mark) {
      return new TopicPartition(mark.getTopic(), mark.getPartition());
    }

    private static KafkaCheckpointMark markOf(List<PartitionMark> partitions) {
      return new KafkaCheckpointMark(partitions, Optional.empty());
    }

    @Override
    public boolean start() throws IOException {
      return gather();
    }

    @Override
    public boolean advance() throws IOException {
      return gather();
    }

    private boolean gather() throws IOException {
      openAdded();
      chunk = new ArrayList<>();
      timestamp = null;
      read = 0;
      bytes = 0;
      begun = System.nanoTime();
      turn = (turn + 1) % parts.size();
      for (int i = 0; i < parts.size(); i++) {
        Part part = parts.get((turn + i) % parts.size());
        while (hasRoom() && part.advance()) {
          take(part.reader);
        }
      }
      return read > 0;
    }

    private boolean hasRoom() {
      return read < RawMessage.MAX_TOGETHER
          && bytes < RawMessage.MAX_BYTES_TOGETHER
          && (read == 0 || System.nanoTime() - begun < LONGEST_GATHERING_NANOS);
    }

    private void take(UnboundedReader<KafkaRecord<byte[], byte[]>> reader) {
      KafkaRecord<byte[], byte[]> record = reader.getCurrent();
      Instant time = reader.getCurrentTimestamp();
      timestamp = timestamp == null || time.isBefore(timestamp) ? time : timestamp;
      read++;
      if (!GapRecord.isGap(record)) {
        RawMessage message = messages.message(record, time);
        chunk.add(message);
        bytes += message.length();
      }
    }

    private void openAdded() throws IOException {
      if (source.splitting == null) {
        return;
      }
      Set<TopicPartition> found = PartitionWatch.of(source.sources).found();
      if (found == seen) {
        return;
      }
      seen = found;
      for (TopicPartition partition : found) {
        if (source.splitting.takesAdded(partition) && !added.contains(partition)) {
          LOG.info("{} was added to its topic and is read from its beginning", partition);
          // With this watermark, because none of its records may be behind it.
          open(
              partition,
              new PartitionMark(
                  partition.topic(), partition.partition(), -1, watermark.getMillis()));
        }
      }
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
      Instant least = null;
      for (Part part : parts) {
        Instant ofPart = part.reader.getWatermark();
        least = least == null || ofPart.isBefore(least) ? ofPart : least;
      }
      watermark = least;
      return watermark;
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // The type of KafkaIO's readers cannot be named.
    public CheckpointMark getCheckpointMark() {
      CheckpointMark ofSource = parts.get(0).reader.getCheckpointMark();
      if (parts.size() == 1) {
        return ofSource;
      }
      List<PartitionMark> marks = new ArrayList<>();
      for (Part part : parts) {
        marks.addAll(((KafkaCheckpointMark) part.reader.getCheckpointMark()).getPartitions());
      }
      Optional committing =
          source.sources.commits() ? Optional.of(parts.get(0).reader) : Optional.empty();
      return new KafkaCheckpointMark(marks, committing);
    }

    @Override
    public long getSplitBacklogBytes() {
      long backlog = 0;
      for (Part part : parts) {
        long ofPart = part.reader.getSplitBacklogBytes();
        if (ofPart == BACKLOG_UNKNOWN) {
          return BACKLOG_UNKNOWN;
        }
        backlog += ofPart;
      }
      return backlog;
    }

    @Override
    public long getTotalBacklogBytes() {
      return parts.get(0).reader.getTotalBacklogBytes();
    }

    @Override
    public UnboundedSource<List<RawMessage>, ?> getCurrentSource() {
      return source;
    }

    @Override
    public void close() throws IOException {
      parts.get(0).reader.close();
      for (Part part : parts.subList(1, parts.size())) {
        if (part.started) {
          part.reader.close();
        }
      }
    }
  }
}

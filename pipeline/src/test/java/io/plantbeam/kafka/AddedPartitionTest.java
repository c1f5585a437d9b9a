package io.plantbeam.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.model.RawMessage;
import io.plantbeam.testing.Await;
import io.plantbeam.testing.SharedKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.apache.beam.sdk.io.kafka.KafkaCheckpointMark;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.util.SerializableUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Partitions that are added to a topic while it is read. */
class AddedPartitionTest {
  private static final PipelineOptions OPTIONS = PipelineOptionsFactory.create();

  @Test
  void oneReaderReadsEachAndGoesOnFromItsCheckpoint() throws Exception {
    String topic = SharedKafka.newTopic("added", 2);
    KafkaSettings settings = TestSettings.of(topic);
    SharedKafka.send(topic, 0, "1 a");
    SharedKafka.send(topic, 1, "2 b");
    List<ChunkedSource> splits =
        new ChunkedSource(
                new RecordSources(
                    settings,
                    new IdleSafeTimestampPolicy.Factory(
                        TextEventTime::of, Duration.ZERO, Duration.ofSeconds(1)),
                    true),
                false)
            .split(2, OPTIONS);
    assertEquals(2, splits.size());

    List<Running> readers = new ArrayList<>();
    Set<String> read = new HashSet<>();
    try {
      for (ChunkedSource split : splits) {
        readers.add(Running.start(SerializableUtils.clone(split), null));
      }
      await(readers, read, Set.of("1 a", "2 b"));
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", settings.bootstrapServers()))) {
        admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(4))).all().get();
      }
      SharedKafka.send(topic, 2, "3 c");
      SharedKafka.send(topic, 3, "4 d");
      await(readers, read, Set.of("1 a", "2 b", "3 c", "4 d"));

      List<KafkaCheckpointMark> marks = new ArrayList<>();
      for (Running reader : readers) {
        KafkaCheckpointMark mark = reader.mark();
        assertEquals(2, mark.getPartitions().size(), mark.toString());
        mark.finalizeCheckpoint();
        marks.add(CoderUtils.clone(reader.source.getCheckpointMarkCoder(), mark));
      }
      try (KafkaCluster cluster = KafkaCluster.connect(settings.bootstrapServers(), Map.of())) {
        Await.until(
            Duration.ofSeconds(20),
            () -> {
              advance(readers, read);
              return new KafkaOffsets(cluster)
                  .committed(settings.groupId())
                  .equals(
                      Map.of(
                          new TopicPartition(topic, 0), 1L,
                          new TopicPartition(topic, 1), 1L,
                          new TopicPartition(topic, 2), 1L,
                          new TopicPartition(topic, 3), 1L));
            },
            () -> "committed is " + new KafkaOffsets(cluster).committed(settings.groupId()));
      }
      for (int i = 0; i < readers.size(); i++) {
        readers.get(i).reader.close();
        readers.set(i, Running.start(readers.get(i).source, marks.get(i)));
      }
      SharedKafka.send(topic, 2, "5 e");
      SharedKafka.send(topic, 3, "6 f");
      Set<String> again = new HashSet<>();
      await(readers, again, Set.of("5 e", "6 f"));
      assertEquals(Set.of("5 e", "6 f"), again);
    } finally {
      for (Running reader : readers) {
        reader.reader.close();
      }
    }
  }

  private static void await(List<Running> readers, Set<String> read, Set<String> wanted) {
    Await.until(
        Duration.ofSeconds(60),
        () -> {
          advance(readers, read);
          return read.containsAll(wanted);
        },
        () -> "read is " + read);
  }

  private static void advance(List<Running> readers, Set<String> read) {
    for (Running reader : readers) {
      reader.advanceInto(read);
    }
  }

  private static final class Running {
    private final ChunkedSource source;
    private final UnboundedReader<List<RawMessage>> reader;
    private boolean started;

    private Running(ChunkedSource source, UnboundedReader<List<RawMessage>> reader) {
      this.source = source;
      this.reader = reader;
    }

    static Running start(ChunkedSource source, KafkaCheckpointMark mark) throws IOException {
      return new Running(source, source.createReader(OPTIONS, mark));
    }

    KafkaCheckpointMark mark() {
      return (KafkaCheckpointMark) reader.getCheckpointMark();
    }

    void advanceInto(Set<String> read) {
      try {
        boolean found = started ? reader.advance() : reader.start();
        started = true;
        reader.getWatermark();
        if (found) {
          reader
              .getCurrent()
              .forEach(m -> read.add(new String(m.payload(), StandardCharsets.UTF_8)));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

package io.plantbeam.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer of assigned partitions that adds a {@link GapRecord} where offsets were skipped, and
 * warns where they were skipped because Kafka has deleted what had not been read. (Kafka's own
 * client goes on behind that, and says so at a level that nobody reads.)
 */
final class GapReportingConsumer extends KafkaConsumer<byte[], byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(GapReportingConsumer.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Map<TopicPartition, Long> delivered = new HashMap<>();

  GapReportingConsumer(Map<String, Object> properties) {
    super(properties);
  }

  @Override
  public void seek(TopicPartition partition, long offset) {
    super.seek(partition, offset);
    delivered.put(partition, offset);
  }

  @Override
  public long position(TopicPartition partition) {
    long position = super.position(partition);
    delivered.putIfAbsent(partition, position);
    return position;
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    return withGaps(super.poll(timeout));
  }

  /** The form that KafkaIO calls. */
  @Override
  @SuppressWarnings("deprecation")
  public ConsumerRecords<byte[], byte[]> poll(long timeoutMillis) {
    return withGaps(super.poll(Duration.ofMillis(timeoutMillis)));
  }

  /**
   * KafkaIO wakes its consumer when it closes a reader, which must not cost the commit that is
   * under way: it would be made later, and reported as a failure.
   */
  @Override
  public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
    try {
      super.commitSync(offsets);
    } catch (WakeupException e) {
      super.commitSync(offsets);
    }
  }

  private ConsumerRecords<byte[], byte[]> withGaps(ConsumerRecords<byte[], byte[]> records) {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> extended = null;
    for (Map.Entry<TopicPartition, Long> entry : delivered.entrySet()) {
      TopicPartition partition = entry.getKey();
      List<ConsumerRecord<byte[], byte[]>> polled = records.records(partition);
      long next = polled.isEmpty() ? entry.getValue() : polled.get(polled.size() - 1).offset() + 1;
      long position = knownPosition(partition);
      if (position < 0) {
        continue;
      }
      long reached = polled.isEmpty() ? position : polled.get(0).offset();
      // The marker that ends a transaction takes one offset; brokers are not asked because of it.
      if (reached - entry.getValue() > 1) {
        warnOfDeleted(partition, entry.getValue());
      }
      if (position > next) {
        if (extended == null) {
          extended = copy(records);
        }
        extended
            .computeIfAbsent(partition, p -> new ArrayList<>())
            .add(GapRecord.at(partition, position - 1));
      }
      entry.setValue(position);
    }
    return extended == null ? records : new ConsumerRecords<>(extended);
  }

  private void warnOfDeleted(TopicPartition partition, long unread) {
    try {
      long earliest = beginningOffsets(Set.of(partition), PATIENCE).get(partition);
      if (earliest > unread) {
        LOG.warn(
            "Lost: Kafka deleted offsets {} to {} of {} before they were read. Was the"
                + " job further behind than the retention is long?",
            unread,
            earliest - 1,
            partition);
      }
    } catch (TimeoutException | AuthorizationException e) {
      LOG.debug(
          "It is not known whether offsets of {} from {} on were deleted", partition, unread, e);
    }
  }

  /** -1 while the position is being looked up, which must not hold up the records that are here. */
  private long knownPosition(TopicPartition partition) {
    try {
      return super.position(partition, Duration.ZERO);
    } catch (TimeoutException e) {
      return -1;
    }
  }

  private static Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> copy(
      ConsumerRecords<byte[], byte[]> records) {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> copy = new HashMap<>();
    for (TopicPartition partition : records.partitions()) {
      copy.put(partition, new ArrayList<>(records.records(partition)));
    }
    return copy;
  }
}

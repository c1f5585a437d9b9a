package io.plantbeam.kafka;

import java.util.Optional;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.KafkaTimestampType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * Stands for offsets that a consumer has passed and that hold no record for it: the markers that
 * end transactions, and what aborted transactions wrote.
 *
 * <p>KafkaIO takes its position from the last record that it was given. Behind a transaction it
 * would for ever believe that there is something left to read, and the partition would never be
 * idle. A gap record moves it on; {@link ChunkedSource} drops it.
 */
final class GapRecord {
  private static final String HEADER = "plantbeam-gap";

  private GapRecord() {}

  static ConsumerRecord<byte[], byte[]> at(TopicPartition partition, long offset) {
    return new ConsumerRecord<>(
        partition.topic(),
        partition.partition(),
        offset,
        ConsumerRecord.NO_TIMESTAMP,
        TimestampType.NO_TIMESTAMP_TYPE,
        ConsumerRecord.NULL_SIZE,
        ConsumerRecord.NULL_SIZE,
        null,
        null,
        new RecordHeaders().add(HEADER, new byte[0]),
        Optional.empty());
  }

  /** No broker delivers a record that has headers and yet no timestamp, so this cannot be faked. */
  static boolean isGap(KafkaRecord<byte[], byte[]> record) {
    return record.getTimestampType() == KafkaTimestampType.NO_TIMESTAMP_TYPE
        && record.getKV().getValue() == null
        && record.getHeaders() != null
        && record.getHeaders().lastHeader(HEADER) != null;
  }
}

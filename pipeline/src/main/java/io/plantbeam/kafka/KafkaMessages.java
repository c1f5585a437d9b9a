package io.plantbeam.kafka;

import io.plantbeam.model.MessageAttributes;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.RawMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.kafka.common.header.Header;
import org.joda.time.Instant;

/** Makes messages of Kafka's records. Not thread-safe. */
final class KafkaMessages {
  private static final byte[] EMPTY = new byte[0];

  private final boolean withKeyAndHeaders;

  /** The origin of the last record; neighbours mostly share it. */
  private Origin origin;

  /**
   * @param withKeyAndHeaders whether messages have these
   */
  KafkaMessages(boolean withKeyAndHeaders) {
    this.withKeyAndHeaders = withKeyAndHeaders;
  }

  /**
   * The message of a record: empty if the record has no value, and only the beginning, with the
   * length of the whole, if it is larger than {@link RawMessage#MAX_PAYLOAD_BYTES}.
   */
  RawMessage message(KafkaRecord<byte[], byte[]> record, Instant arrival) {
    if (origin == null
        || origin.partition() != record.getPartition()
        || !origin.name().equals(record.getTopic())) {
      origin = Origin.ofPartition(record.getTopic(), record.getPartition());
    }
    byte[] value = record.getKV().getValue();
    byte[] payload = value == null ? EMPTY : value;
    int length = payload.length;
    if (length > RawMessage.MAX_PAYLOAD_BYTES) {
      payload = Arrays.copyOf(payload, RawMessage.KEPT_BYTES);
    }
    return new RawMessage(
        payload,
        length,
        new MessagePosition(origin, record.getOffset()),
        arrival.getMillis(),
        withKeyAndHeaders ? attributes(record) : null);
  }

  private static MessageAttributes attributes(KafkaRecord<byte[], byte[]> record) {
    List<MessageAttributes.Header> headers = new ArrayList<>();
    if (record.getHeaders() != null) {
      for (Header header : record.getHeaders()) {
        headers.add(new MessageAttributes.Header(header.key(), header.value()));
      }
    }
    return new MessageAttributes(record.getKV().getKey(), headers);
  }
}

package io.plantbeam.kafka;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Carries the headers of a record through KafkaIO's transactional sink, which makes a new record of
 * key and value alone: they travel before the value, and the producer puts them back.
 *
 * <p>Layout: the number of headers, for each the length and bytes of its name and of its value, all
 * numbers 4 bytes; then the value.
 */
final class HeadersInValue {
  private HeadersInValue() {}

  static ProducerRecord<byte[], byte[]> pack(ProducerRecord<byte[], byte[]> record) {
    Header[] headers = record.headers().toArray();
    int size = Integer.BYTES + record.value().length;
    for (Header header : headers) {
      size += 2 * Integer.BYTES + name(header).length + header.value().length;
    }
    ByteBuffer packed = ByteBuffer.allocate(size).putInt(headers.length);
    for (Header header : headers) {
      put(packed, name(header));
      put(packed, header.value());
    }
    return new ProducerRecord<>(record.topic(), record.key(), packed.put(record.value()).array());
  }

  static ProducerRecord<byte[], byte[]> unpack(ProducerRecord<byte[], byte[]> record) {
    ByteBuffer packed = ByteBuffer.wrap(record.value());
    Headers headers = new RecordHeaders();
    for (int left = packed.getInt(); left > 0; left--) {
      headers.add(new String(get(packed), StandardCharsets.UTF_8), get(packed));
    }
    byte[] value = new byte[packed.remaining()];
    packed.get(value);
    return new ProducerRecord<>(
        record.topic(), record.partition(), record.timestamp(), record.key(), value, headers);
  }

  private static byte[] name(Header header) {
    return header.key().getBytes(StandardCharsets.UTF_8);
  }

  private static void put(ByteBuffer buffer, byte[] bytes) {
    buffer.putInt(bytes.length).put(bytes);
  }

  private static byte[] get(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.getInt()];
    buffer.get(bytes);
    return bytes;
  }

  /** A producer of packed records. */
  static final class UnpackingProducer extends KafkaProducer<byte[], byte[]> {
    UnpackingProducer(Map<String, Object> config) {
      super(config);
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
      return super.send(unpack(record), callback);
    }
  }
}

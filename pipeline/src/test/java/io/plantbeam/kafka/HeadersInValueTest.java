package io.plantbeam.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** A record that goes through KafkaIO's transactional sink has its headers at the end. */
class HeadersInValueTest {

  @Test
  void headersReturnInTheirOrder() {
    ProducerRecord<byte[], byte[]> record = record("value");
    record.headers().add("alert_id", "é-1".getBytes(UTF_8));
    record.headers().add("severity", new byte[0]);
    assertSame(record, HeadersInValue.unpack(throughSink(HeadersInValue.pack(record))));
  }

  @Test
  void recordWithoutHeadersHasNone() {
    ProducerRecord<byte[], byte[]> record = record("");
    assertSame(record, HeadersInValue.unpack(throughSink(HeadersInValue.pack(record))));
  }

  private static ProducerRecord<byte[], byte[]> record(String value) {
    return new ProducerRecord<>("alerts", "s-1".getBytes(UTF_8), value.getBytes(UTF_8));
  }

  /** The sink makes a record of its own, of key and value. */
  private static ProducerRecord<byte[], byte[]> throughSink(ProducerRecord<byte[], byte[]> packed) {
    return new ProducerRecord<>("alerts", null, null, packed.key(), packed.value());
  }

  private static void assertSame(
      ProducerRecord<byte[], byte[]> expected, ProducerRecord<byte[], byte[]> actual) {
    assertEquals(expected.topic(), actual.topic());
    assertArrayEquals(expected.key(), actual.key());
    assertArrayEquals(expected.value(), actual.value());
    assertEquals(expected.headers(), actual.headers());
  }
}

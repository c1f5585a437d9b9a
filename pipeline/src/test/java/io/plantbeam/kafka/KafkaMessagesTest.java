package io.plantbeam.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.plantbeam.model.MessageAttributes;
import io.plantbeam.model.MessageAttributes.Header;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.RawMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.KafkaTimestampType;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class KafkaMessagesTest {
  private static final Instant ARRIVAL = Instant.ofEpochMilli(1_000);

  private static KafkaRecord<byte[], byte[]> record(byte[] key, byte[] value) {
    return new KafkaRecord<>(
        "readings",
        3,
        42,
        0,
        KafkaTimestampType.CREATE_TIME,
        new RecordHeaders().add("unit", bytes("bar")).add("unit", null),
        key,
        value);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void keyAndHeadersAreThereWhereTheyWereAskedFor() {
    RawMessage message = new KafkaMessages(true).message(record(bytes("k"), bytes("v")), ARRIVAL);
    assertEquals(
        new RawMessage(
            bytes("v"),
            1,
            new MessagePosition(Origin.ofPartition("readings", 3), 42),
            1_000,
            new MessageAttributes(
                bytes("k"), List.of(new Header("unit", bytes("bar")), new Header("unit", null)))),
        message);
  }

  @Test
  void recordWithoutAKeyHasNone() {
    assertNull(new KafkaMessages(true).message(record(null, bytes("v")), ARRIVAL).key());
  }

  @Test
  void nothingIsCopiedOfThemWhereTheyWereNotAskedFor() {
    RawMessage message = new KafkaMessages(false).message(record(bytes("k"), bytes("v")), ARRIVAL);
    assertNull(message.attributes());
    assertNull(message.key());
    assertNull(message.header("unit"));
  }

  @Test
  void recordWithoutAValueIsAnEmptyMessage() {
    assertEquals(0, new KafkaMessages(false).message(record(null, null), ARRIVAL).length());
  }
}

package io.plantbeam.tools.alerts;

import io.plantbeam.kafka.TopicRecords;
import java.util.function.BiConsumer;

/**
 * The values of a topic's records. That of a record without a value, which says that a key is no
 * longer there, is handed over as no bytes.
 */
record TopicLines(TopicRecords records) implements LineSource {
  @Override
  public void read(BiConsumer<String, byte[]> lines) {
    records.readAll(
        found ->
            lines.accept(
                "%s, partition %d, offset %d"
                    .formatted(found.topic(), found.partition(), found.offset()),
                found.value() == null ? new byte[0] : found.value()));
  }
}

package io.plantbeam.tools.simulate;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts of what was sent, in the job's terms: measures = readings + duplicates + dead letters. A
 * message that becomes a dead letter as a whole is one measure.
 */
public final class Truth {
  private final EnumMap<DirtyKind, Long> deadLetters = new EnumMap<>(DirtyKind.class);
  private long messages;
  private long readings;
  private long duplicates;
  private long outOfOrder;

  Truth() {
    for (DirtyKind kind : DirtyKind.values()) {
      deadLetters.put(kind, 0L);
    }
  }

  void count(int goodMeasures, int repeatedMeasures, DirtyKind refused, boolean heldBack) {
    messages++;
    readings += goodMeasures;
    duplicates += repeatedMeasures;
    if (refused != null) {
      deadLetters.merge(refused, 1L, Long::sum);
    }
    if (heldBack && repeatedMeasures == 0) {
      outOfOrder++;
    }
  }

  /** Messages sent, duplicates and dirty ones included. */
  public long messages() {
    return messages;
  }

  /** Distinct good readings: what has to be archived. */
  public long readings() {
    return readings;
  }

  /** Readings that were sent before. */
  public long duplicates() {
    return duplicates;
  }

  /** Messages that were held back and sent after later ones, duplicates not counted. */
  public long outOfOrder() {
    return outOfOrder;
  }

  public long deadLetters() {
    return deadLetters.values().stream().mapToLong(Long::longValue).sum();
  }

  public long deadLetters(DirtyKind kind) {
    return deadLetters.get(kind);
  }

  /** What {@code truth.json} holds. */
  public Map<String, Object> fields() {
    Map<String, Object> byReason = new LinkedHashMap<>();
    deadLetters.forEach((kind, count) -> byReason.put(kind.reason(), count));
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("messages", messages);
    fields.put("measures", readings + duplicates + deadLetters());
    fields.put("archived", readings);
    fields.put("dead_lettered", deadLetters());
    fields.put("dead_lettered_by_reason", byReason);
    fields.put("duplicates", duplicates);
    fields.put("out_of_order", outOfOrder);
    return fields;
  }
}

package io.plantbeam.format.mapped;

import io.plantbeam.format.document.DocumentReader;
import java.util.List;
import java.util.Map;

/**
 * How the messages of one shape become readings, ready for work. What is in it keeps what messages
 * repeat, so that each parser has its own.
 *
 * @param envelope null where messages have none
 * @param lines whether each line of a message is a document
 * @param levels the message first, then from the outermost inwards; each item of the last is a
 *     reading
 * @param only all of which must hold
 * @param facility null where messages name none; so type and unit
 * @param metric null where a reading's sensor type names it
 * @param attributes null where none are kept
 * @param metrics by the name that messages give
 * @param otherMetrics whether metrics without a rule become readings
 */
record Mapping(
    Envelope envelope,
    boolean lines,
    DocumentReader reader,
    List<Level> levels,
    List<Condition> only,
    TextSource sensor,
    TextSource facility,
    TextSource metric,
    TextSource type,
    TextSource unit,
    TimeSource time,
    ValueSource value,
    ScalarRule texts,
    ScalarRule flags,
    QualityRule quality,
    MappedAttributes attributes,
    Map<String, MetricRule> metrics,
    boolean otherMetrics) {}

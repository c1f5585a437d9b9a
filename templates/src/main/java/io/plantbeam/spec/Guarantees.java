package io.plantbeam.spec;

/**
 * What a template promises, in sentences.
 *
 * @param delivery how often a record is in each output after failures
 * @param latency how long after its event time a reading shows
 * @param ordering what comes in which order
 */
public record Guarantees(String delivery, String latency, String ordering) {}

package io.plantbeam.tools.simulate;

/**
 * One message in the order in which the plant sends them.
 *
 * @param eventTimeMillis when it was measured
 * @param sentMillis when the plant sends it, in event time: later than {@code eventTimeMillis} for
 *     messages out of order and for duplicates; never decreasing from message to message
 * @param key the sensor id
 * @param payload one JSON object, unless the message is dirty
 */
@SuppressWarnings("ArrayRecordComponent")
public record SimulatedMessage(long eventTimeMillis, long sentMillis, String key, byte[] payload) {}

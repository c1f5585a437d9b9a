package io.plantbeam.kafka;

/**
 * The time at which a record is read, for records whose order says nothing of event time, such as
 * dead letters. A constant with a name, for the same reason as {@link MessageEventTime}.
 */
public enum ArrivalTime implements EventTimeExtractor {
  INSTANCE;

  @Override
  public long eventTimeMillis(byte[] payload) {
    return System.currentTimeMillis();
  }
}

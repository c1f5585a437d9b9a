package io.plantbeam.kafka;

import io.plantbeam.parse.EventTimeScanner;

/**
 * The event time of a JSON message. It is a constant with a name, as a source that was saved by an
 * earlier release refers to it, which a method reference would tie to the class that has made it.
 */
public enum MessageEventTime implements EventTimeExtractor {
  INSTANCE;

  @Override
  public long eventTimeMillis(byte[] payload) {
    return EventTimeScanner.eventTimeMillis(payload);
  }
}

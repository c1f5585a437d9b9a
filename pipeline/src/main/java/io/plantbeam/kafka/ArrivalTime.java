package io.plantbeam.kafka;

import io.plantbeam.model.MessageContent;
import io.plantbeam.parse.EventTimeExtractor;

/**
 * The time at which a record is read, for records whose order says nothing of event time, such as
 * dead letters.
 */
public enum ArrivalTime implements EventTimeExtractor {
  INSTANCE;

  @Override
  public long eventTimeMillis(MessageContent message) {
    return System.currentTimeMillis();
  }
}

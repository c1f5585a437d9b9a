package io.plantbeam.kafka;

import java.io.Serializable;

/** Finds the event time in the bytes of a message, without judging the rest of it. */
@FunctionalInterface
public interface EventTimeExtractor extends Serializable {
  /** What a message without a readable event time has. */
  long NONE = Long.MIN_VALUE;

  /** Milliseconds since the epoch, or {@link #NONE}. Never throws. */
  long eventTimeMillis(byte[] payload);
}

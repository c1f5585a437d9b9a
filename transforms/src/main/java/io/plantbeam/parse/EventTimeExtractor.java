package io.plantbeam.parse;

import io.plantbeam.model.MessageContent;
import java.io.Serializable;

/**
 * Finds the event time of a message without judging the rest of it, for those who must know it
 * before parsing: the timestamp policy of a source.
 *
 * <p>Engines save it with the source. It is of a class with a name and a {@code serialVersionUID},
 * or a constant of an enum, and holds no more than it needs; what it works with is transient and
 * made when it is first used. A reader of a source uses one, from one thread.
 */
@FunctionalInterface
public interface EventTimeExtractor extends Serializable {
  /** What a message without a readable event time has. */
  long NONE = Long.MIN_VALUE;

  /** Milliseconds since the epoch, or {@link #NONE}. Never throws, whatever the bytes are. */
  long eventTimeMillis(MessageContent message);
}

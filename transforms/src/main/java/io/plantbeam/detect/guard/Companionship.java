package io.plantbeam.detect.guard;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;

/**
 * Whether the other sensors of a machine are witnesses for one of them: in how many clock hours it
 * changed far together with another, and in how many by itself. A sensor that by itself shows
 * changes of state, because the others follow no state, is as good as without others.
 *
 * <p>Mutable and not thread-safe.
 */
final class Companionship {
  /** From so many hours by itself on, a sensor may be one that has no companions. */
  private static final int LONE_HOURS = 3;

  /**
   * An hour in which it is not judged yet counts as so many: on its first day a sensor is likelier
   * to show its machine than a fault.
   */
  private static final int LEARNING_HOUR = 3;

  /** Beyond this the number makes no difference. */
  private static final int MOST_COUNTED = 1_000;

  private int lone;
  private int shared;

  /** By how much the running hour adds to it. */
  private int loneInHour;

  private boolean sharedInHour;

  /**
   * Takes a great change in.
   *
   * @param witness whether another sensor moved
   * @param learning whether the series is not judged yet
   */
  void add(boolean witness, boolean learning) {
    if (witness) {
      sharedInHour = true;
    } else {
      loneInHour = learning ? LEARNING_HOUR : 1;
    }
  }

  void endHour() {
    lone = Math.min(lone + loneInHour, MOST_COUNTED);
    if (sharedInHour) {
      shared = Math.min(shared + 1, MOST_COUNTED);
    }
    loneInHour = 0;
    sharedInHour = false;
  }

  /** Whether the sensor changes by itself more often than with others. */
  boolean isLone() {
    return lone >= LONE_HOURS && lone > shared;
  }

  void write(ByteWriter out) {
    out.writeVarLong(lone);
    out.writeVarLong(shared);
    out.writeVarLong(loneInHour);
    out.writeBoolean(sharedInHour);
  }

  static Companionship read(ByteReader in) {
    Companionship value = new Companionship();
    value.lone = in.readVarInt();
    value.shared = in.readVarInt();
    value.loneInHour = in.readVarInt();
    value.sharedInHour = in.readBoolean();
    return value;
  }
}

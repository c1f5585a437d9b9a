package io.plantbeam.detect.guard;

import io.plantbeam.detect.reading.MinuteFigures;

/**
 * What the other sensors of a machine have to say of a minute of one: a change of state moves some
 * of them at the same time. Times are milliseconds since the epoch.
 */
final class Witnesses {
  private static final long MINUTE_MILLIS = 60_000;
  private static final long BEFORE_MILLIS = 10 * MINUTE_MILLIS;
  private static final long BEFORE_EPISODE_MILLIS = 30 * MINUTE_MILLIS;

  /** As many stretches, where they are longer than a minute. */
  private static final long BEFORE_STRETCHES = 2;

  private static final long BEFORE_EPISODE_STRETCHES = 4;

  /** A sensor that shows a change within two minutes does so in this many stretches after it. */
  private static final long JUMP_STRETCHES = 5;

  /** A slow one has set off in this many. */
  private static final long SET_OFF_STRETCHES = 8;

  /** So long after it began all sensors have shown a change of state. */
  private static final long SHOWN_MILLIS = 4 * MINUTE_MILLIS;

  /** So long after the beginning of a stop the other sensors have shown it. */
  private static final long SETTLED_MILLIS = 15 * MINUTE_MILLIS;

  private final MachineState machine;
  private final Member member;
  private final MinuteFigures minute;
  private final long until;

  /**
   * Of a minute of a member.
   *
   * @param holdMillis what others did so long after it counts
   */
  Witnesses(MachineState machine, Member member, MinuteFigures minute, long holdMillis) {
    this.machine = machine;
    this.member = member;
    this.minute = minute;
    this.until = minute.endMillis() + Math.max(holdMillis, minute.lengthMillis());
  }

  /**
   * Until when others must be known for a minute to be decided: for the hold, and after a change
   * that was made at once for as long as a slow sensor may need to show it.
   */
  static long neededUntil(MinuteFigures minute, long holdMillis) {
    long until = minute.endMillis() + Math.max(holdMillis, minute.lengthMillis());
    return minute.hasOnset()
        ? Math.max(until, minute.onsetMillis() + SET_OFF_STRETCHES * minute.lengthMillis())
        : until;
  }

  /** Whether another sensor moved at the time. */
  boolean moved() {
    return movedFrom(BEFORE_MILLIS, BEFORE_STRETCHES);
  }

  /** Whether another sensor moved at the time or within the half hour before. */
  boolean movedBefore() {
    return movedFrom(BEFORE_EPISODE_MILLIS, BEFORE_EPISODE_STRETCHES);
  }

  private boolean movedFrom(long millis, long stretches) {
    long from = minute.endMillis() - Math.max(millis, stretches * minute.lengthMillis());
    return machine.members.values().stream()
        .anyMatch(other -> other != member && other.moved(from, until));
  }

  /**
   * Whether the machine explains the change of the minute. Of one that was made at once the others
   * must show something at that very time; for a slower one it is enough that they moved when it
   * began, or at the time.
   *
   * @param moved whether they moved at the time
   */
  boolean explainChange(boolean moved) {
    if (!minute.hasOnset()) {
      return moved || member.isSettling(minute.endMillis());
    }
    long onset = minute.onsetMillis();
    long length = minute.lengthMillis();
    long jumpsUntil = onset + JUMP_STRETCHES * length;
    long movesUntil = onset + SET_OFF_STRETCHES * length;
    return machine.members.values().stream()
        .anyMatch(
            other ->
                other != member
                    && (other.jumped(onset, jumpsUntil)
                        || other.setOff(onset - length, movesUntil)));
  }

  /** Whether the machine changed its state again after a run of equal readings had begun. */
  boolean changedSinceStuck() {
    long from = minute.stuckSinceMillis() + SETTLED_MILLIS;
    long to = minute.endMillis() - SHOWN_MILLIS;
    return machine.members.values().stream()
        .anyMatch(other -> other != member && other.changed(from, to));
  }
}

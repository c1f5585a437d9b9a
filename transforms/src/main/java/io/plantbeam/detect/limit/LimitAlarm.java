package io.plantbeam.detect.limit;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.model.AlarmLimits;
import io.plantbeam.model.MinuteMeans;
import io.plantbeam.model.RecentMeans;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * The alarm state of one series, after ANSI/ISA-18.2. Plain Java, without a clock: time is that of
 * the readings.
 *
 * <p>Each limit has an alarm of its own. It begins with the first reading at which all readings
 * have been beyond the limit for the on-delay, and ends with the first one at which all have been
 * inside by the deadband for the off-delay; at the limit itself a reading is inside. A delay that
 * passes without a reading is judged by the next one. The state of the series is that of the
 * outermost alarm; of a low and a high one that are as far out, the one that the readings have not
 * left.
 *
 * <p>What is told: the reading at which a state other than normal begins; while it lasts, the value
 * furthest out, at the first reading that has not left the limit and is the given time after what
 * was told last; where a state ends in one that is not further out, that value once more, at its
 * own time, if it was not told; and the reading at which the state is normal again.
 *
 * <p>State: some 10 bytes of a series that is normal, and 40 of one that is not, beside the means
 * of its last minutes.
 */
final class LimitAlarm {
  private static final long NONE = Long.MIN_VALUE;

  /** {@link LimitLevel#NORMAL} has no alarm; the place is not used. */
  private static final int LEVELS = LimitLevel.values().length;

  private long judgedUntil = NONE;
  private LimitLevel level = LimitLevel.NORMAL;

  /** One bit for each alarm that is active. */
  private int active;

  /** By alarm: since when readings have been where they would change it. */
  private final long[] pendingSince = new long[LEVELS];

  private long toldAt;
  private double furthest;
  private long furthestAt;
  private boolean furthestTold;
  private MinuteMeans means = new MinuteMeans();

  /** A series that has not been seen. */
  LimitAlarm() {
    Arrays.fill(pendingSince, NONE);
  }

  /** Why a reading is told. */
  enum Occasion {
    BEGINS,
    GOES_ON,
    WAS_FURTHEST
  }

  /** Takes what is told. Times are microseconds since the epoch. */
  interface Events {
    /** The series is in a state other than normal. */
    void beyond(LimitLevel level, Occasion occasion, long timeMicros, double value);

    /** The series is normal again, at a reading of this value. */
    void normal(long timeMicros, double value);
  }

  /** A copy that changes by itself. */
  LimitAlarm copy() {
    LimitAlarm copy = new LimitAlarm();
    copy.judgedUntil = judgedUntil;
    copy.level = level;
    copy.active = active;
    System.arraycopy(pendingSince, 0, copy.pendingSince, 0, LEVELS);
    copy.toldAt = toldAt;
    copy.furthest = furthest;
    copy.furthestAt = furthestAt;
    copy.furthestTold = furthestTold;
    copy.means = means.copy();
    return copy;
  }

  LimitLevel level() {
    return level;
  }

  /** The curve of the series up to the last reading that was judged. */
  RecentMeans recent() {
    return means.recent();
  }

  /**
   * Judges a reading.
   *
   * @param repeatMicros how long after the last told value the next one is told
   * @return false where the reading is older than one that was judged, and was left out
   */
  boolean judge(
      long timeMicros, double value, AlarmLimits limits, long repeatMicros, Events events) {
    if (timeMicros < judgedUntil) {
      return false;
    }
    judgedUntil = timeMicros;
    means.add(timeMicros, value);
    for (int i = 1; i < LEVELS; i++) {
      move(i, timeMicros, value, limits);
    }
    LimitLevel next = outermost();
    if (next != level) {
      changeTo(next, timeMicros, value, events);
    } else if (level != LimitLevel.NORMAL && pendingSince[level.ordinal()] == NONE) {
      goOn(timeMicros, value, repeatMicros, events);
    }
    return true;
  }

  /** Begins or ends the alarm of one limit. */
  private void move(int alarm, long time, double value, AlarmLimits limits) {
    boolean isActive = (active & 1 << alarm) != 0;
    boolean beyond = LimitLevel.of(alarm).isBeyond(value, limits, isActive ? limits.deadband() : 0);
    if (beyond == isActive) {
      pendingSince[alarm] = NONE;
      return;
    }
    if (pendingSince[alarm] == NONE) {
      pendingSince[alarm] = time;
    }
    long delay =
        TimeUnit.MILLISECONDS.toMicros(isActive ? limits.offDelayMillis() : limits.onDelayMillis());
    if (time - pendingSince[alarm] >= delay) {
      active ^= 1 << alarm;
      pendingSince[alarm] = NONE;
    }
  }

  private LimitLevel outermost() {
    LimitLevel low = firstActive(LimitLevel.LOW_LOW, LimitLevel.LOW);
    LimitLevel high = firstActive(LimitLevel.HIGH_HIGH, LimitLevel.HIGH);
    if (low == LimitLevel.NORMAL) {
      return high;
    }
    if (high == LimitLevel.NORMAL) {
      return low;
    }
    int worse = low.severity().compareTo(high.severity());
    if (worse != 0) {
      return worse > 0 ? low : high;
    }
    return pendingSince[high.ordinal()] == NONE ? high : low;
  }

  private LimitLevel firstActive(LimitLevel outer, LimitLevel inner) {
    if ((active & 1 << outer.ordinal()) != 0) {
      return outer;
    }
    return (active & 1 << inner.ordinal()) != 0 ? inner : LimitLevel.NORMAL;
  }

  private void changeTo(LimitLevel next, long time, double value, Events events) {
    if (level != LimitLevel.NORMAL && !furthestTold && !next.isFurtherOutThan(level)) {
      events.beyond(level, Occasion.WAS_FURTHEST, furthestAt, furthest);
    }
    level = next;
    if (next == LimitLevel.NORMAL) {
      events.normal(time, value);
      return;
    }
    toldAt = time;
    furthest = value;
    furthestAt = time;
    furthestTold = true;
    events.beyond(next, Occasion.BEGINS, time, value);
  }

  private void goOn(long time, double value, long repeat, Events events) {
    if (level.isFurther(value, furthest)) {
      furthest = value;
      furthestAt = time;
      furthestTold = false;
    }
    if (time - toldAt >= repeat) {
      toldAt = time;
      furthestTold = true;
      events.beyond(level, Occasion.GOES_ON, time, furthest);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LimitAlarm that
        && judgedUntil == that.judgedUntil
        && level == that.level
        && active == that.active
        && Arrays.equals(pendingSince, that.pendingSince)
        && means.equals(that.means)
        && (level == LimitLevel.NORMAL
            || (toldAt == that.toldAt
                && Double.compare(furthest, that.furthest) == 0
                && furthestAt == that.furthestAt
                && furthestTold == that.furthestTold));
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(judgedUntil) + level.hashCode();
  }

  /**
   * The time, the state, the active alarms and those that are about to change, with since when; and
   * what was told, of a state other than normal; the means.
   */
  static final class AlarmCoder extends VersionedCoder<LimitAlarm> {
    private static final long serialVersionUID = 1;

    static final AlarmCoder INSTANCE = new AlarmCoder();

    private AlarmCoder() {
      super(1);
    }

    @Override
    protected void write(LimitAlarm value, ByteWriter out) {
      out.writeTime(value.judgedUntil);
      out.writeByte(value.level.ordinal());
      out.writeByte(value.active);
      int pending = 0;
      for (int i = 1; i < LEVELS; i++) {
        pending |= value.pendingSince[i] == NONE ? 0 : 1 << i;
      }
      out.writeByte(pending);
      for (long since : value.pendingSince) {
        if (since != NONE) {
          out.writeTime(since);
        }
      }
      if (value.level != LimitLevel.NORMAL) {
        out.writeTime(value.toldAt);
        out.writeDouble(value.furthest);
        out.writeTime(value.furthestAt);
        out.writeBoolean(value.furthestTold);
      }
      value.means.write(out);
    }

    @Override
    protected LimitAlarm read(int bodyVersion, ByteReader in) {
      LimitAlarm alarm = new LimitAlarm();
      alarm.judgedUntil = in.readTime();
      alarm.level = LimitLevel.of(in.readByte());
      alarm.active = in.readByte();
      int pending = in.readByte();
      for (int i = 1; i < LEVELS; i++) {
        alarm.pendingSince[i] = (pending & 1 << i) != 0 ? in.readTime() : NONE;
      }
      if (alarm.level != LimitLevel.NORMAL) {
        alarm.toldAt = in.readTime();
        alarm.furthest = in.readDouble();
        alarm.furthestAt = in.readTime();
        alarm.furthestTold = in.readBoolean();
      }
      alarm.means = MinuteMeans.read(in);
      return alarm;
    }
  }
}

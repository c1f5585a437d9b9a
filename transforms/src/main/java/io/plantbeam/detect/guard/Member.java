package io.plantbeam.detect.guard;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.detect.reading.MinuteFigures;
import io.plantbeam.model.SeriesContext;
import java.util.ArrayDeque;

/**
 * What a machine's guard knows of one of its series: when it moved, what its changes were, and the
 * minutes that are not decided yet. Times are milliseconds since the epoch.
 *
 * <p>Mutable and not thread-safe.
 */
final class Member {
  private static final int REMEMBERED = Long.SIZE;
  private static final long HOUR_MILLIS = 3_600_000;

  /** A sensor that has been quiet for longer than this, and than three stretches, is not there. */
  private static final long PRESENT_MILLIS = HOUR_MILLIS;

  /** Great changes that are further apart than this are two. */
  private static final long CHANGE_MILLIS = 15 * 60_000;

  /** After so many stretches at a usual level, an unusual one is a new episode. */
  private static final int QUIET_STRETCHES = 15;

  /** From so many thresholds outside its range on, a level is unusual. */
  private static final double UNUSUAL = 0.5;

  SeriesContext context;

  /** Minutes that wait for what other sensors do. */
  final ArrayDeque<MinuteFigures> pending = new ArrayDeque<>();

  /** Changes while no other sensor moved. */
  HourRecord loneChanges = new HourRecord();

  /** All changes. */
  HourRecord allChanges = new HourRecord();

  Companionship companionship = new Companionship();

  /** Stretches since the level was last unusual. */
  int quietStretches = QUIET_STRETCHES;

  /** Whether another sensor moved when the level became unusual. */
  boolean excused;

  /** By how many thresholds the level was outside while the machine explained it. */
  double excusedTo;

  /** When the last great change began that was made at once. */
  private long lastOnset = Long.MIN_VALUE / 2;

  /** Whether another sensor has moved in the last great change. */
  private boolean shared;

  /** The end of the last minute of a great change. */
  private long lastGreat = Long.MIN_VALUE / 2;

  /** Until when it says nothing more of a run of equal readings. */
  long stuckQuietUntil = Long.MIN_VALUE;

  /** Until when it says nothing more of a change, or of a level. */
  long moveQuietUntil = Long.MIN_VALUE;

  long levelQuietUntil = Long.MIN_VALUE;

  /** The end of its last minute. */
  private long lastEnd = Long.MIN_VALUE;

  private long length;

  /** Bit i: whether it moved in the i-th minute before the last one. */
  private long moves;

  /** Likewise, whether it did so within two minutes. */
  private long jumps;

  private long hour = Long.MIN_VALUE;

  Member(SeriesContext context) {
    this.context = context;
  }

  long lastEnd() {
    return lastEnd;
  }

  /** Whether it has sent readings of late. */
  boolean isPresent(long now) {
    return now - lastEnd <= Math.max(PRESENT_MILLIS, 3 * length);
  }

  /** Takes a minute in, to be decided later; one that is not later than the last is left out. */
  boolean add(MinuteFigures minute) {
    if (minute.endMillis() <= lastEnd) {
      return false;
    }
    if (minute.lengthMillis() != length) {
      length = minute.lengthMillis();
      moves = 0;
      jumps = 0;
    } else {
      long stretches = (minute.endMillis() - lastEnd) / length;
      moves = stretches < REMEMBERED ? moves << stretches : 0;
      jumps = stretches < REMEMBERED ? jumps << stretches : 0;
    }
    lastEnd = minute.endMillis();
    if (minute.moved()) {
      moves |= 1;
    }
    if (minute.jumped()) {
      jumps |= 1;
    }
    if (minute.hasOnset() && Math.abs(minute.change()) > minute.changeBound()) {
      lastOnset = minute.onsetMillis();
    }
    pending.add(minute);
    return true;
  }

  /** Whether it moved in a minute whose end is from one time to another, both inclusive. */
  boolean moved(long from, long to) {
    return isIn(moves, from, to);
  }

  /** Whether it moved within two minutes, likewise. */
  boolean jumped(long from, long to) {
    return isIn(jumps, from, to);
  }

  /** Whether it began to move after some minutes without. */
  boolean setOff(long from, long to) {
    return isIn(moves & ~(moves >>> 1) & ~(moves >>> 2) & ~(moves >>> 3), from, to);
  }

  /** Whether its last great change that was made at once began in that time. */
  boolean changed(long from, long to) {
    return lastOnset >= from && lastOnset <= to;
  }

  private boolean isIn(long minutes, long from, long to) {
    if (minutes == 0 || from > lastEnd) {
      return false;
    }
    long first = to >= lastEnd ? 0 : Math.floorDiv(lastEnd - to + length - 1, length);
    long last = Math.min((lastEnd - from) / length, REMEMBERED - 1);
    if (first > last) {
      return false;
    }
    long mask = (-1L << first) & (-1L >>> (REMEMBERED - 1 - last));
    return (minutes & mask) != 0;
  }

  /**
   * Follows a great change, which may last for minutes.
   *
   * @param witness whether another sensor moved
   */
  void follow(long end, boolean witness) {
    shared = witness || (shared && end - lastGreat <= CHANGE_MILLIS);
    lastGreat = end;
  }

  /** Whether a great change goes on in which another sensor has moved. */
  boolean isSettling(long end) {
    return shared && end - lastGreat <= CHANGE_MILLIS;
  }

  /** Whether a level is unusual that is so many thresholds outside the range. */
  static boolean isUnusual(double outside) {
    return outside > UNUSUAL;
  }

  /**
   * Finds where an episode of unusual levels begins, and by how much of it the machine explains it.
   *
   * @param outside so many thresholds is the level outside the range
   * @param explained whether another sensor has moved of late
   */
  void followLevel(double outside, boolean explained) {
    if (isUnusual(outside)) {
      if (quietStretches >= QUIET_STRETCHES) {
        excused = explained;
      }
      if (excused && explained) {
        excusedTo = Math.max(excusedTo, outside);
      }
      quietStretches = 0;
    } else if (quietStretches < QUIET_STRETCHES) {
      quietStretches++;
      if (quietStretches >= QUIET_STRETCHES) {
        excused = false;
        excusedTo = 0;
      }
    }
  }

  /** Lets the clock come to a minute that is decided. */
  void advance(MinuteFigures minute) {
    long itsHour = Math.floorDiv(minute.endMillis() - 1, HOUR_MILLIS);
    if (itsHour > hour) {
      hour = itsHour;
      loneChanges.endHour();
      allChanges.endHour();
      companionship.endHour();
    }
  }

  /** The fields in the order of their declaration. */
  static final class MemberCoder extends VersionedCoder<Member> {
    private static final long serialVersionUID = 1;

    static final MemberCoder INSTANCE = new MemberCoder();

    private MemberCoder() {
      super(1);
    }

    @Override
    protected void write(Member value, ByteWriter out) {
      value.context.write(out);
      out.writeVarLong(value.pending.size());
      value.pending.forEach(minute -> minute.write(out));
      value.loneChanges.write(out);
      value.allChanges.write(out);
      value.companionship.write(out);
      out.writeVarLong(value.quietStretches);
      out.writeBoolean(value.excused);
      out.writeDouble(value.excusedTo);
      out.writeSignedVarLong(value.lastOnset);
      out.writeBoolean(value.shared);
      out.writeSignedVarLong(value.lastGreat);
      out.writeSignedVarLong(value.stuckQuietUntil);
      out.writeSignedVarLong(value.moveQuietUntil);
      out.writeSignedVarLong(value.levelQuietUntil);
      out.writeSignedVarLong(value.lastEnd);
      out.writeVarLong(value.length);
      out.writeSignedVarLong(value.moves);
      out.writeSignedVarLong(value.jumps);
      out.writeSignedVarLong(value.hour);
    }

    @Override
    protected Member read(int bodyVersion, ByteReader in) {
      Member value = new Member(SeriesContext.read(in));
      for (int left = in.readVarInt(); left > 0; left--) {
        value.pending.add(MinuteFigures.read(in));
      }
      value.loneChanges = HourRecord.read(in);
      value.allChanges = HourRecord.read(in);
      value.companionship = Companionship.read(in);
      value.quietStretches = in.readVarInt();
      value.excused = in.readBoolean();
      value.excusedTo = in.readDouble();
      value.lastOnset = in.readSignedVarLong();
      value.shared = in.readBoolean();
      value.lastGreat = in.readSignedVarLong();
      value.stuckQuietUntil = in.readSignedVarLong();
      value.moveQuietUntil = in.readSignedVarLong();
      value.levelQuietUntil = in.readSignedVarLong();
      value.lastEnd = in.readSignedVarLong();
      value.length = in.readVarLong();
      value.moves = in.readSignedVarLong();
      value.jumps = in.readSignedVarLong();
      value.hour = in.readSignedVarLong();
      return value;
    }
  }
}

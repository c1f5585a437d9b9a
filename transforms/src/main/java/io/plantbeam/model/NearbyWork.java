package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The planned work around the time of a reading, as far as it is near. Spans neither overlap nor
 * touch.
 *
 * @param last the one that ended last; null where none has
 * @param running whether the first of those to come goes on at that time
 * @param coming those that end later, in their order; as many as matter
 */
public record NearbyWork(PlannedWork last, boolean running, List<PlannedWork> coming) {
  /** So many that end later are known. */
  public static final int MOST_COMING = 3;

  public static final NearbyWork NONE = new NearbyWork(null, false, List.of());

  private static final int HAS_LAST = 1;
  private static final int RUNNING = 2;

  public NearbyWork {
    coming = List.copyOf(coming);
  }

  /** The work that a span has a moment of, the earliest; null where there is none. */
  public PlannedWork overlapping(long fromMicros, long toMicros) {
    if (last != null && last.overlaps(fromMicros, toMicros)) {
      return last;
    }
    for (PlannedWork work : coming) {
      if (work.overlaps(fromMicros, toMicros)) {
        return work;
      }
    }
    return null;
  }

  /** The end of the last work; the least time where there is none. */
  public long lastEndMicros() {
    return last == null ? Long.MIN_VALUE : last.toMicros();
  }

  /**
   * The time at which something is due that should follow within an allowance: work that begins
   * before lets the allowance begin anew at its end.
   */
  public long dueMicros(long fromMicros, long allowedMicros) {
    long due = fromMicros + allowedMicros;
    for (PlannedWork work : coming) {
      if (work.fromMicros() <= due) {
        due = Math.max(due, work.toMicros() + allowedMicros);
      }
    }
    return due;
  }

  /** Appends this as part of another form: flags, and the works. */
  void write(ByteWriter out) {
    out.writeByte((last == null ? 0 : HAS_LAST) | (running ? RUNNING : 0));
    out.writeByte(coming.size());
    String reason = null;
    if (last != null) {
      write(last, reason, out);
      reason = last.reason();
    }
    for (PlannedWork work : coming) {
      write(work, reason, out);
      reason = work.reason();
    }
  }

  /** The reason is null where it is that of the work before. */
  private static void write(PlannedWork work, String before, ByteWriter out) {
    out.writeTime(work.fromMicros());
    out.writeVarLong(work.toMicros() - work.fromMicros());
    out.writeString(work.reason().equals(before) ? null : work.reason());
  }

  /** Reads what {@link #write} wrote. */
  static NearbyWork read(ByteReader in) {
    int flags = in.readByte();
    int size = in.readByte();
    PlannedWork last = (flags & HAS_LAST) != 0 ? readWork(null, in) : null;
    String reason = last == null ? null : last.reason();
    List<PlannedWork> coming = new ArrayList<>(MOST_COMING);
    for (int i = 0; i < size; i++) {
      PlannedWork work = readWork(reason, in);
      coming.add(work);
      reason = work.reason();
    }
    return new NearbyWork(last, (flags & RUNNING) != 0, coming);
  }

  private static PlannedWork readWork(String before, ByteReader in) {
    long from = in.readTime();
    long to = from + in.readVarLong();
    String reason = in.readString();
    return new PlannedWork(from, to, reason == null ? before : reason);
  }
}

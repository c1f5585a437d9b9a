package io.plantbeam.equipment;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.model.NearbyWork;
import io.plantbeam.model.PlannedWork;
import java.util.Map;
import java.util.TreeMap;

/**
 * For how long the state of a machine was known on each of the last seven days of its facility, and
 * for how long of that it was at fault. Planned work is left out. Mutable and not thread-safe.
 */
final class KnownTime {
  /** So many are kept. */
  static final int DAYS = 7;

  /** By day: known and lost microseconds. */
  private final TreeMap<Long, long[]> days = new TreeMap<>();

  KnownTime copy() {
    KnownTime copy = new KnownTime();
    days.forEach((day, time) -> copy.days.put(day, time.clone()));
    return copy;
  }

  /** Adds the time between two moments. */
  void add(long from, long to, NearbyWork work, boolean fault, LocalDays zone) {
    long at = from;
    while (at < to) {
      long next = Math.min(to, zone.endOf(at));
      long known = next - at - planned(work, at, next);
      if (known > 0) {
        long[] time = ofDay(zone.dayOf(at));
        time[0] += known;
        time[1] += fault ? known : 0;
      }
      at = next;
    }
  }

  private long[] ofDay(long day) {
    long[] known = days.get(day);
    if (known == null) {
      known = new long[2];
      days.put(day, known);
      while (days.firstKey() <= days.lastKey() - DAYS) {
        days.pollFirstEntry();
      }
    }
    return known;
  }

  private static long planned(NearbyWork work, long from, long to) {
    long planned = work.last() == null ? 0 : within(work.last(), from, to);
    for (PlannedWork coming : work.coming()) {
      planned += within(coming, from, to);
    }
    return planned;
  }

  private static long within(PlannedWork work, long from, long to) {
    return Math.max(0, Math.min(to, work.toMicros()) - Math.max(from, work.fromMicros()));
  }

  /**
   * The share of the known time that was not lost.
   *
   * @param day the last of the days
   * @param number of days
   * @return from 0 to 1; NaN where no time is known
   */
  double ofDays(long day, int number) {
    long known = 0;
    long lost = 0;
    for (long[] time : days.subMap(day - number, false, day, true).values()) {
      known += time[0];
      lost += time[1];
    }
    return known == 0 ? Double.NaN : (double) (known - lost) / known;
  }

  /** Appends this as part of another form. */
  void write(ByteWriter out) {
    out.writeVarLong(days.size());
    for (Map.Entry<Long, long[]> day : days.entrySet()) {
      out.writeSignedVarLong(day.getKey());
      out.writeVarLong(day.getValue()[0]);
      out.writeVarLong(day.getValue()[1]);
    }
  }

  /** Reads what {@link #write} wrote. */
  static KnownTime read(ByteReader in) {
    KnownTime value = new KnownTime();
    for (int left = in.readVarInt(); left > 0; left--) {
      value.days.put(in.readSignedVarLong(), new long[] {in.readVarLong(), in.readVarLong()});
    }
    return value;
  }
}

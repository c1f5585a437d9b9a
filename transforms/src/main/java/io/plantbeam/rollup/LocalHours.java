package io.plantbeam.rollup;

import io.plantbeam.enrich.CalendarFields;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * The hours that the clock of a facility shows. One of them lasts an hour, two where clocks go back
 * over it, and less or nothing where they go forward.
 *
 * <p>Remembers the hour of the last reading. Not thread-safe.
 */
final class LocalHours {
  private static final long HOUR = 3_600_000;
  private static final long HOURS_OF_WEEK = 168;

  private final ZoneId zone;
  private final CalendarFields calendar;
  private LocalHour last = new LocalHour(0, 0, 0, "");

  /**
   * An hour of a local day.
   *
   * @param start of its span, in milliseconds since the epoch
   * @param end exclusive
   * @param number of local hours since the local midnight of 1970-01-01
   * @param shift which it is part of
   */
  record LocalHour(long start, long end, long number, String shift) {
    boolean holds(long millis) {
      return millis >= start && millis < end;
    }
  }

  /**
   * @param timezone an IANA zone name; UTC where it is null or unknown
   */
  LocalHours(String timezone) {
    zone = CalendarFields.zone(timezone);
    calendar = CalendarFields.in(timezone);
  }

  /** The hour that the clock shows at a time, in milliseconds since the epoch. */
  LocalHour at(long millis) {
    if (!last.holds(millis)) {
      last = find(millis);
    }
    return last;
  }

  private LocalHour find(long millis) {
    Instant instant = Instant.ofEpochMilli(millis);
    LocalDateTime hour = LocalDateTime.ofInstant(instant, zone).truncatedTo(ChronoUnit.HOURS);
    long number = hour.toEpochSecond(ZoneOffset.UTC) / (HOUR / 1000);
    String shift = calendar.shift(millis);
    LocalHour found = new LocalHour(begin(hour), begin(hour.plusHours(1)), number, shift);
    if (found.holds(millis)) {
      return found;
    }
    // A zone has gone to the other side of the date line, and has had this hour before.
    long begin = hour.toInstant(zone.getRules().getOffset(instant)).toEpochMilli();
    return new LocalHour(begin, begin + HOUR, number, shift);
  }

  /** When the clock first shows a time, or what comes after it where it is left out. */
  private long begin(LocalDateTime time) {
    return ZonedDateTime.ofLocal(time, zone, null).toInstant().toEpochMilli();
  }

  /** The same hour of one week, whatever the week, from 0 to 167. */
  static long hourOfWeek(long number) {
    return Math.floorMod(number, HOURS_OF_WEEK);
  }

  /** The hour of day of a {@link LocalHour#number}, 0 to 23. */
  static int hourOfDay(long number) {
    return (int) Math.floorMod(number, 24L);
  }

  /** The ISO day of week of a {@link LocalHour#number}: 1 is Monday. */
  static int dayOfWeek(long number) {
    // 1970-01-01 was a Thursday.
    return (int) Math.floorMod(Math.floorDiv(number, 24L) + 3, 7L) + 1;
  }
}

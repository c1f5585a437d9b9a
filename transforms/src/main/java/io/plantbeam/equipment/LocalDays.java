package io.plantbeam.equipment;

import io.plantbeam.model.Timestamps;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/**
 * The days of a time zone, which are of 23 or 25 hours where clocks are changed. Remembers the day
 * of the last time. Not thread-safe.
 */
final class LocalDays {
  private final ZoneId zone;
  private long day;
  private long begin = Long.MAX_VALUE;
  private long end = Long.MIN_VALUE;

  /**
   * The days of one zone.
   *
   * @param timezone an IANA zone name; UTC where it is null or unknown
   */
  LocalDays(String timezone) {
    zone = zone(timezone);
  }

  private static ZoneId zone(String timezone) {
    try {
      return timezone == null ? ZoneOffset.UTC : ZoneId.of(timezone);
    } catch (DateTimeException unknown) {
      // A registry with such a name is refused when it is loaded; readings still need a zone.
      return ZoneOffset.UTC;
    }
  }

  /** The days from 1970 on, of the day of a time. */
  long dayOf(long micros) {
    find(micros);
    return day;
  }

  /** The first moment after the day of a time, in microseconds since the epoch. */
  long endOf(long micros) {
    find(micros);
    return end;
  }

  private void find(long micros) {
    if (micros >= begin && micros < end) {
      return;
    }
    LocalDate date = LocalDate.ofInstant(Instant.ofEpochMilli(Timestamps.toMillis(micros)), zone);
    day = date.toEpochDay();
    begin = micros(date);
    end = micros(date.plusDays(1));
  }

  private long micros(LocalDate date) {
    return TimeUnit.SECONDS.toMicros(date.atStartOfDay(zone).toEpochSecond());
  }
}

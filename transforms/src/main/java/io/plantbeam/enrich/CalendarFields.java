package io.plantbeam.enrich;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Hour, weekday and shift of readings in the time zone of their facility.
 *
 * <p>Remembers between which two changes of the zone's offset the last reading lay, so that a
 * reading costs two comparisons and an addition. Not thread-safe: one for each zone and worker
 * thread.
 */
public final class CalendarFields {
  public static final String MORNING = "morning";
  public static final String AFTERNOON = "afternoon";
  public static final String NIGHT = "night";

  private static final long HOUR = 3_600_000L;
  private static final long DAY = 24 * HOUR;

  private final ZoneRules rules;
  private long offset;
  private long validFrom = Long.MAX_VALUE;
  private long validUntil = Long.MIN_VALUE;

  private CalendarFields(ZoneRules rules) {
    this.rules = rules;
  }

  /**
   * The fields in one zone.
   *
   * @param timezone an IANA zone name; UTC where it is null or unknown
   */
  public static CalendarFields in(String timezone) {
    return new CalendarFields(zone(timezone).getRules());
  }

  /**
   * The zone of a facility.
   *
   * @param timezone an IANA zone name; UTC where it is null or unknown
   */
  public static ZoneId zone(String timezone) {
    if (timezone != null) {
      try {
        return ZoneId.of(timezone);
      } catch (DateTimeException unknown) {
        // A registry with such a name is refused when it is loaded; readings still need a zone.
        return ZoneOffset.UTC;
      }
    }
    return ZoneOffset.UTC;
  }

  /** The hour of the local day, 0 to 23. */
  public int hourOfDay(long epochMillis) {
    return (int) (Math.floorMod(local(epochMillis), DAY) / HOUR);
  }

  /** The ISO day of the local week: 1 is Monday, 7 is Sunday. */
  public int dayOfWeek(long epochMillis) {
    // 1970-01-01 was a Thursday.
    return (int) Math.floorMod(Math.floorDiv(local(epochMillis), DAY) + 3, 7L) + 1;
  }

  /**
   * The shift of the local hour: {@value #MORNING} is [6, 14), {@value #AFTERNOON} is [14, 22),
   * {@value #NIGHT} is the rest.
   */
  public String shift(long epochMillis) {
    int hour = hourOfDay(epochMillis);
    if (hour < 6 || hour >= 22) {
      return NIGHT;
    }
    return hour < 14 ? MORNING : AFTERNOON;
  }

  private long local(long epochMillis) {
    if (epochMillis < validFrom || epochMillis >= validUntil) {
      findOffset(epochMillis);
    }
    return epochMillis + offset;
  }

  private void findOffset(long epochMillis) {
    Instant instant = Instant.ofEpochMilli(epochMillis);
    // previousTransition is strictly before its argument; a change at this instant counts.
    ZoneOffsetTransition previous = rules.previousTransition(instant.plusMillis(1));
    ZoneOffsetTransition next = rules.nextTransition(instant);
    offset = rules.getOffset(instant).getTotalSeconds() * 1000L;
    validFrom = previous == null ? Long.MIN_VALUE : previous.getInstant().toEpochMilli();
    validUntil = next == null ? Long.MAX_VALUE : next.getInstant().toEpochMilli();
  }
}

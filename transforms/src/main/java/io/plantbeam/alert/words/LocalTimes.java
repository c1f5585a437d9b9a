package io.plantbeam.alert.words;

import io.plantbeam.model.Timestamps;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Times of the day at a facility, and durations. */
final class LocalTimes {
  private static final long SECONDS_OF_MINUTE = 60;
  private static final long SECONDS_OF_HOUR = 3_600;
  private static final long SECONDS_OF_DAY = 86_400;

  /** From so many minutes, hours and days on a duration is told without the next smaller unit. */
  private static final long ROUND_FROM = 10;

  private final MessagePatterns patterns;
  private final ZoneId zone;
  private final ZonedDateTime today;
  private final DateTimeFormatter sameDay;
  private final DateTimeFormatter otherDay;

  /**
   * The times of an alert.
   *
   * @param timezone of the facility, an IANA name; of an unknown one times are in UTC, and say so
   * @param nowMicros of that day a time is told without its date
   */
  LocalTimes(MessagePatterns patterns, Locale locale, String timezone, long nowMicros) {
    this.patterns = patterns;
    zone = zoneOf(timezone);
    today = at(nowMicros);
    sameDay = DateTimeFormatter.ofPattern(patterns.text("time.same_day"), locale);
    otherDay = DateTimeFormatter.ofPattern(patterns.text("time.other_day"), locale);
  }

  private static ZoneId zoneOf(String timezone) {
    if (timezone == null) {
      return null;
    }
    try {
      return ZoneId.of(timezone);
    } catch (DateTimeException unknown) {
      return null;
    }
  }

  private ZonedDateTime at(long micros) {
    return Instant.ofEpochMilli(Timestamps.toMillis(micros))
        .atZone(zone == null ? ZoneId.of("UTC") : zone);
  }

  /** A time in microseconds since the epoch. */
  String time(long micros) {
    ZonedDateTime time = at(micros);
    boolean isToday = time.toLocalDate().equals(today.toLocalDate());
    String text = (isToday ? sameDay : otherDay).format(time);
    return zone != null
        ? text
        : patterns.template("zone.utc").fill(name -> text, patterns.text("unknown"));
  }

  /** A duration, rounded to what people would say; null where it is shorter than a second. */
  String duration(double wholeSeconds) {
    long seconds = Math.round(wholeSeconds);
    if (seconds < 1) {
      return null;
    }
    if (seconds < ROUND_FROM * SECONDS_OF_MINUTE) {
      return seconds < SECONDS_OF_MINUTE
          ? filled("seconds", Map.of("seconds", seconds))
          : filled("minutes", parts("minutes", "seconds", seconds, SECONDS_OF_MINUTE, 1));
    }
    if (seconds < SECONDS_OF_HOUR) {
      return filled("minutes", Map.of("minutes", Math.round(seconds / 60.0)));
    }
    return seconds < SECONDS_OF_DAY
        ? filled("hours", parts("hours", "minutes", seconds, SECONDS_OF_HOUR, SECONDS_OF_MINUTE))
        : filled("days", parts("days", "hours", seconds, SECONDS_OF_DAY, SECONDS_OF_HOUR));
  }

  private static Map<String, Long> parts(
      String large, String small, long seconds, long largeSeconds, long smallSeconds) {
    Map<String, Long> parts = new HashMap<>();
    long inLarge = seconds / largeSeconds;
    parts.put(large, inLarge);
    long rest = (seconds - inLarge * largeSeconds) / smallSeconds;
    if (rest > 0 && inLarge < ROUND_FROM) {
      parts.put(small, rest);
    }
    return parts;
  }

  private String filled(String unit, Map<String, Long> parts) {
    return patterns
        .template("duration." + unit)
        .fill(
            name -> parts.containsKey(name) ? parts.get(name).toString() : null,
            patterns.text("unknown"));
  }
}

package io.plantbeam.model;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;

/** Event times as elements carry them, and as they are published. */
public final class Timestamps {
  /** In a millisecond. */
  private static final long MICROS = 1000;

  private static final long FURTHEST_AHEAD_MILLIS = 3_600_000;

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final long FIRST_OF_FOUR_DIGITS =
      Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();
  private static final long LAST_OF_FOUR_DIGITS =
      Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
  private static final byte[] TEMPLATE =
      "0000-00-00T00:00:00.000Z".getBytes(StandardCharsets.ISO_8859_1);

  private static final byte[] MICROS_TEMPLATE = "000Z".getBytes(StandardCharsets.ISO_8859_1);

  private Timestamps() {}

  /** A time in microseconds since the epoch, in milliseconds; what is finer is cut off. */
  public static long toMillis(long micros) {
    return Math.floorDiv(micros, MICROS);
  }

  /** A time in milliseconds since the epoch, in microseconds. */
  public static long toMicros(long millis) {
    return millis * MICROS;
  }

  /**
   * The timestamp at which a reading of a message goes on: its event time, but not before the
   * {@linkplain RawMessage#arrivalMillis arrival}, which would make it late, and not more than an
   * hour after it, since a sensor with a wrong clock would keep it waiting for that time. Without
   * an arrival (bounded input), its event time.
   */
  public static long ofElement(long eventTimeMillis, long arrivalMillis) {
    return arrivalMillis == RawMessage.NO_ARRIVAL
        ? Math.min(eventTimeMillis, BoundedWindow.TIMESTAMP_MAX_VALUE.getMillis())
        : Math.max(arrivalMillis, Math.min(eventTimeMillis, arrivalMillis + FURTHEST_AHEAD_MILLIS));
  }

  /**
   * ISO-8601, UTC, of microseconds since the epoch: with milliseconds, and with six digits where
   * the last three are not zero, as in {@code 2026-01-01T00:00:00.000156Z}.
   */
  public static String formatMicros(long epochMicros) {
    String millis = format(toMillis(epochMicros));
    int rest = (int) Math.floorMod(epochMicros, MICROS);
    if (rest == 0) {
      return millis;
    }
    byte[] text = MICROS_TEMPLATE.clone();
    digits(text, 0, 3, rest);
    return millis.substring(0, millis.length() - 1) + new String(text, StandardCharsets.ISO_8859_1);
  }

  /** ISO-8601, UTC, milliseconds: for example {@code 2026-01-01T00:00:00.000Z}. */
  public static String format(long epochMillis) {
    if (epochMillis < FIRST_OF_FOUR_DIGITS || epochMillis > LAST_OF_FOUR_DIGITS) {
      return FORMAT.format(Instant.ofEpochMilli(epochMillis));
    }
    // A formatter of java.time takes ten times as long, and every published time comes by here.
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(epochMillis, 1000L),
            (int) Math.floorMod(epochMillis, 1000L) * 1_000_000,
            ZoneOffset.UTC);
    byte[] text = TEMPLATE.clone();
    digits(text, 0, 4, time.getYear());
    digits(text, 5, 2, time.getMonthValue());
    digits(text, 8, 2, time.getDayOfMonth());
    digits(text, 11, 2, time.getHour());
    digits(text, 14, 2, time.getMinute());
    digits(text, 17, 2, time.getSecond());
    digits(text, 20, 3, time.getNano() / 1_000_000);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static void digits(byte[] text, int at, int count, int number) {
    int rest = number;
    for (int i = at + count - 1; i >= at; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}

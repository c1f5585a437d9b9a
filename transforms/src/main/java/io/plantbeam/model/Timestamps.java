package io.plantbeam.model;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;

/** Event times as elements carry them, and as they are published. */
public final class Timestamps {
  private static final long FURTHEST_AHEAD_MILLIS = 3_600_000;

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Timestamps() {}

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

  /** ISO-8601, UTC, milliseconds: for example {@code 2026-01-01T00:00:00.000Z}. */
  public static String format(long epochMillis) {
    return FORMAT.format(java.time.Instant.ofEpochMilli(epochMillis));
  }
}

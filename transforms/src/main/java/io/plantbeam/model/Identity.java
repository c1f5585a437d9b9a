package io.plantbeam.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** Ids that are the same whenever, and wherever, the same thing is computed again. */
public final class Identity {
  private Identity() {}

  /**
   * The id of something of a series: that of the parts, and of the facility where the series has
   * one.
   *
   * @param parts sensor and metric among them
   */
  public static String ofSeries(SeriesKey series, Object... parts) {
    if (series.facilityId() == null) {
      return of(parts);
    }
    Object[] withFacility = Arrays.copyOf(parts, parts.length + 1);
    withFacility[parts.length] = series.facilityId();
    return of(withFacility);
  }

  /**
   * A time as a part of an id: its milliseconds, with three more digits where it is finer.
   *
   * @param micros since the epoch
   */
  public static String time(long micros) {
    long millis = Timestamps.toMillis(micros);
    long rest = micros - Timestamps.toMicros(millis);
    return rest == 0 ? Long.toString(millis) : "%d.%03d".formatted(millis, rest);
  }

  /**
   * A name-based UUID (RFC 9562, version 3) of the parts. Each part goes in with its length, so
   * that ("a", "bc") and ("ab", "c") differ.
   */
  public static String of(Object... parts) {
    StringBuilder name = new StringBuilder(64);
    for (Object part : parts) {
      String text = String.valueOf(part);
      name.append(text.length()).append(':').append(text);
    }
    return UUID.nameUUIDFromBytes(name.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }
}

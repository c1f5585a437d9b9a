package io.plantbeam.maintenance;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;

/**
 * A time as people write it: with an offset from UTC, or as the clocks of a plant show it.
 *
 * @param time to the microsecond
 * @param offset null where the plant's zone tells it
 */
public record WallTime(LocalDateTime time, ZoneOffset offset) implements Serializable {
  private static final long MICROS_PER_SECOND = 1_000_000;

  private static final DateTimeFormatter FORM =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffsetId()
          .optionalEnd()
          .toFormatter();

  public WallTime {
    time = time.truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * Reads ISO 8601, such as {@code 2026-03-01T06:00}, with or without an offset or {@code Z}.
   *
   * @throws DateTimeParseException for another text
   */
  public static WallTime parse(String text) {
    TemporalAccessor parsed =
        FORM.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from);
    return parsed instanceof OffsetDateTime withOffset
        ? new WallTime(withOffset.toLocalDateTime(), withOffset.getOffset())
        : new WallTime((LocalDateTime) parsed, null);
  }

  /** What the clocks of a zone show at this time. */
  public LocalDateTime in(ZoneId zone) {
    return offset == null ? time : time.atOffset(offset).atZoneSameInstant(zone).toLocalDateTime();
  }

  /** The time in microseconds since the epoch. */
  public long micros(ZoneId zone) {
    return offset == null ? micros(time, zone) : micros(time.toInstant(offset));
  }

  /**
   * When the clocks of a zone show a time: for the first time where they do so twice, and where
   * they skip it, as much later as they skip.
   */
  static long micros(LocalDateTime time, ZoneId zone) {
    return micros(time.atZone(zone).toInstant());
  }

  private static long micros(Instant instant) {
    return instant.getEpochSecond() * MICROS_PER_SECOND + instant.getNano() / 1_000;
  }

  void write(ByteWriter out) {
    out.writeSignedVarLong(micros(time.toInstant(ZoneOffset.UTC)));
    out.writeBoolean(offset != null);
    if (offset != null) {
      out.writeSignedVarLong(offset.getTotalSeconds());
    }
  }

  static WallTime read(ByteReader in) {
    long micros = in.readSignedVarLong();
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(micros, MICROS_PER_SECOND),
            (int) Math.floorMod(micros, MICROS_PER_SECOND) * 1_000,
            ZoneOffset.UTC);
    return new WallTime(
        time, in.readBoolean() ? ZoneOffset.ofTotalSeconds((int) in.readSignedVarLong()) : null);
  }
}

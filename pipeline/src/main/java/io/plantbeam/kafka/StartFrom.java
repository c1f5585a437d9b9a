package io.plantbeam.kafka;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;

/**
 * Where a job begins to read its topics.
 *
 * @param timestamp milliseconds since the epoch; 0 unless the position is {@code TIMESTAMP}
 */
public record StartFrom(Position position, long timestamp) implements Serializable {
  /** The kinds of positions. */
  public enum Position {
    /** Where the consumer group stopped; the earliest record of a partition that it never read. */
    COMMITTED,
    EARLIEST,
    LATEST,
    /** The first record whose Kafka timestamp is not before the given time. */
    TIMESTAMP
  }

  /** What {@link #parse} takes, and days and hours that do not exist. */
  public static final String PATTERN =
      "committed|earliest|latest|[0-9]{1,15}|[0-9]{4}-[0-9]{2}-[0-9]{2}T.+";

  /** What is allowed, as a sentence. */
  public static final String ALLOWED =
      "allowed are committed, earliest, latest, a time such as 2026-01-01T00:00:00Z, or"
          + " milliseconds since 1970";

  public static final StartFrom COMMITTED = new StartFrom(Position.COMMITTED, 0);
  public static final StartFrom EARLIEST = new StartFrom(Position.EARLIEST, 0);
  public static final StartFrom LATEST = new StartFrom(Position.LATEST, 0);

  public static StartFrom timestamp(long epochMillis) {
    return new StartFrom(Position.TIMESTAMP, epochMillis);
  }

  /**
   * Reads {@code committed}, {@code earliest}, {@code latest}, an ISO-8601 time with an offset, or
   * milliseconds since the epoch.
   *
   * @throws IllegalArgumentException with what is allowed, if it is none of these
   */
  public static StartFrom parse(String text) {
    return switch (text) {
      case "committed" -> COMMITTED;
      case "earliest" -> EARLIEST;
      case "latest" -> LATEST;
      default -> timestamp(parseTime(text));
    };
  }

  private static long parseTime(String text) {
    try {
      long millis =
          text.matches("\\d+")
              ? Long.parseLong(text)
              : OffsetDateTime.parse(text).toInstant().toEpochMilli();
      if (millis >= 0) {
        return millis;
      }
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(ALLOWED, e);
    }
    throw new IllegalArgumentException(ALLOWED);
  }

  @Override
  public String toString() {
    return position == Position.TIMESTAMP
        ? Instant.ofEpochMilli(timestamp).toString()
        : position.name().toLowerCase(Locale.ROOT);
  }
}

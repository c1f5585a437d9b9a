package io.plantbeam.format.mapped;

import io.plantbeam.parse.EventTimeRules;
import io.plantbeam.parse.EventTimes;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Objects;

/**
 * How the texts and numbers at a place become event times, as microseconds since the epoch or
 * {@link EventTimes#NONE}. Not thread-safe.
 */
final class TimeReader {
  private final EventTimeRules rules;
  private final boolean numbersInTexts;
  private final String pattern;
  private final DateTimeFormatter formatter;
  private final ZoneId zone;
  private final byte[] ascii = new byte[EventTimes.MAX_TEXT_LENGTH];
  private int asciiLength;

  /**
   * @param numbersInTexts whether a text may be a number of the unit
   * @param pattern of texts, as {@link DateTimeFormatter} has them; null for ISO-8601
   * @param zone of texts that name no offset; null where the pattern has one, or the rules say it
   */
  TimeReader(EventTimeRules rules, boolean numbersInTexts, String pattern, ZoneId zone) {
    this.rules = rules;
    this.numbersInTexts = numbersInTexts;
    this.pattern = pattern;
    this.formatter = pattern == null ? null : DateTimeFormatter.ofPattern(pattern);
    this.zone = zone;
  }

  /** Whether both read every value alike. */
  boolean isSameAs(TimeReader other) {
    return rules.equals(other.rules)
        && numbersInTexts == other.numbersInTexts
        && Objects.equals(pattern, other.pattern)
        && Objects.equals(zone, other.zone);
  }

  EventTimeRules rules() {
    return rules;
  }

  long ofInteger(long number) {
    return rules.ofNumber(number);
  }

  long ofDecimal(double number) {
    return rules.ofNumber(number);
  }

  long ofText(char[] characters, int from, int length) {
    if (formatter != null) {
      return ofPattern(new String(characters, from, length));
    }
    if (!toAscii(characters, from, length)) {
      return EventTimes.NONE;
    }
    long micros = rules.ofText(ascii, 0, asciiLength);
    if (micros == EventTimes.NONE && numbersInTexts) {
      double number = NumberTexts.parse(characters, from, length, '.');
      return Double.isNaN(number)
          ? EventTimes.NONE
          : ofNumberText(characters, from, length, number);
    }
    return micros;
  }

  private long ofNumberText(char[] characters, int from, int length, double number) {
    try {
      // Nanoseconds of this century have more digits than a double.
      return rules.ofNumber(Long.parseLong(new String(characters, from, length).strip()));
    } catch (NumberFormatException e) {
      return rules.ofNumber(number);
    }
  }

  /** What clocks show by a text without an offset, for {@link io.plantbeam.parse.LocalTimes}. */
  long ofLocalText(char[] characters, int from, int length) {
    return formatter == null && toAscii(characters, from, length)
        ? rules.ofLocalText(ascii, 0, asciiLength)
        : EventTimes.NONE;
  }

  private boolean toAscii(char[] characters, int from, int length) {
    if (length > ascii.length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char character = characters[from + i];
      if (character > 0x7F) {
        return false;
      }
      ascii[i] = (byte) character;
    }
    asciiLength = length;
    return true;
  }

  private long ofPattern(String text) {
    try {
      TemporalAccessor parsed = formatter.parse(text.strip());
      Instant time =
          parsed.isSupported(ChronoField.INSTANT_SECONDS)
              ? Instant.from(parsed)
              : LocalDateTime.from(parsed).atZone(zone).toInstant();
      return EventTimes.checked(
          Math.addExact(
              Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1000));
    } catch (DateTimeException | ArithmeticException e) {
      return EventTimes.NONE;
    }
  }

  /** Says why a text is no time. */
  String problemOfText(String text) {
    return formatter == null
        ? rules.problemOfText(text)
        : "%s is not written as %s".formatted(text, pattern);
  }
}

package io.plantbeam.parse;

import java.time.LocalDate;

/**
 * Reads the forms of ISO-8601 and RFC 3339 of a date and a time, basic and extended, in one pass: a
 * calendar, week or ordinal date; {@code T}, {@code t} or a blank; hours, minutes and seconds, of
 * which the last that is given may have a fraction behind a point or a comma; and an offset.
 *
 * <p>A leap second, which computers' clocks do not have, is the second after it.
 */
final class IsoText {
  private static final int MAX_OFFSET_SECONDS = 18 * 3600;
  private static final int SECONDS_OF_HOUR = 3_600;
  private static final int SECONDS_OF_MINUTE = 60;
  private static final int SECONDS_OF_DAY = 86_400;
  private static final long MICROS = 1_000_000;
  private static final int FRACTION_DIGITS = 9;

  private final byte[] text;
  private final int to;
  private int at;
  private boolean isLeapSecond;

  private IsoText(byte[] text, int from, int to) {
    this.text = text;
    this.at = from;
    this.to = to;
  }

  /**
   * Microseconds from the epoch to the time, or {@link EventTimes#NONE}.
   *
   * @param local whether to read a time without an offset, as if it were in UTC, instead of one
   *     that has one
   */
  static long micros(byte[] text, int from, int to, boolean local) {
    return new IsoText(text, from, to).read(local);
  }

  private long read(boolean local) {
    long day = date();
    if (day == EventTimes.NONE || !(skip('T') || skip('t') || skip(' '))) {
      return EventTimes.NONE;
    }
    long micros = timeOfDay();
    long offset = micros == EventTimes.NONE ? EventTimes.NONE : local ? 0 : offsetSeconds();
    if (offset == EventTimes.NONE || at != to) {
      return EventTimes.NONE;
    }
    long instant = (day * SECONDS_OF_DAY - offset) * MICROS + micros;
    return isLeapSecond && (local || !isAfterLeapSecond(instant)) ? EventTimes.NONE : instant;
  }

  /** They are put in before the first of January or of July, in UTC. */
  private static boolean isAfterLeapSecond(long micros) {
    long seconds = Math.floorDiv(micros, MICROS);
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(seconds, SECONDS_OF_DAY));
    return seconds % SECONDS_OF_DAY == 0
        && date.getDayOfMonth() == 1
        && (date.getMonthValue() == 1 || date.getMonthValue() == 7);
  }

  private long date() {
    int year = digits(4);
    if (year < 0) {
      return EventTimes.NONE;
    }
    boolean extended = skip('-');
    if (skip('W')) {
      int week = digits(2);
      return weekDate(year, week, week < 0 || (extended && !skip('-')) ? -1 : digits(1));
    }
    if (digitsAhead() == 3) {
      int dayOfYear = digits(3);
      long day = EventTimes.epochDay(year, 1, 1) + dayOfYear - 1;
      return dayOfYear < 1 || day >= EventTimes.epochDay(year + 1, 1, 1) ? EventTimes.NONE : day;
    }
    int month = digits(2);
    int day = month < 0 || (extended && !skip('-')) ? -1 : digits(2);
    return month < 1 || month > 12 || day < 1 || day > EventTimes.daysOfMonth(year, month)
        ? EventTimes.NONE
        : EventTimes.epochDay(year, month, day);
  }

  private static long weekDate(int year, int week, int day) {
    long date = mondayOfFirstWeek(year) + (week - 1) * 7L + day - 1;
    return week < 1 || day < 1 || day > 7 || date >= mondayOfFirstWeek(year + 1)
        ? EventTimes.NONE
        : date;
  }

  /** Of the week that has the fourth of January. */
  private static long mondayOfFirstWeek(int year) {
    long fourth = EventTimes.epochDay(year, 1, 4);
    // The epoch was a Thursday, the third day after a Monday.
    return fourth - Math.floorMod(fourth + 3, 7L);
  }

  /** In microseconds, or {@link EventTimes#NONE}. */
  private long timeOfDay() {
    int hour = digits(2);
    int minute = 0;
    int second = 0;
    int unit = SECONDS_OF_HOUR;
    boolean extended = skip(':');
    if (extended || digitsAhead() > 0) {
      unit = SECONDS_OF_MINUTE;
      minute = digits(2);
      if (extended ? skip(':') : digitsAhead() > 0) {
        unit = 1;
        second = digits(2);
      }
    }
    long fraction = skip('.') || skip(',') ? fractionOf(unit) : 0;
    isLeapSecond = second == 60 && minute == 59;
    if ((hour | minute | second) < 0
        || fraction == EventTimes.NONE
        || hour > 24
        || minute > 59
        || (second > 59 && !isLeapSecond)
        || (hour == 24 && (minute | second | fraction) != 0)) {
      return EventTimes.NONE;
    }
    return (hour * SECONDS_OF_HOUR + minute * SECONDS_OF_MINUTE + second) * MICROS + fraction;
  }

  /** In microseconds; what is finer is cut off. */
  private long fractionOf(int seconds) {
    long numerator = 0;
    long denominator = 1;
    int digits = 0;
    while (at < to && isDigit(text[at])) {
      if (digits++ < FRACTION_DIGITS) {
        numerator = numerator * 10 + text[at] - '0';
        denominator *= 10;
      }
      at++;
    }
    return digits == 0 ? EventTimes.NONE : numerator * seconds * MICROS / denominator;
  }

  private long offsetSeconds() {
    if (skip('Z') || skip('z')) {
      return 0;
    }
    boolean negative = skip('-');
    if (!negative && !skip('+')) {
      return EventTimes.NONE;
    }
    int hours = digits(2);
    int minutes = 0;
    int seconds = 0;
    boolean extended = skip(':');
    if (extended || digitsAhead() > 0) {
      minutes = digits(2);
      if (extended ? skip(':') : digitsAhead() > 0) {
        seconds = digits(2);
      }
    }
    int total = hours * SECONDS_OF_HOUR + minutes * SECONDS_OF_MINUTE + seconds;
    if ((hours | minutes | seconds) < 0
        || minutes > 59
        || seconds > 59
        || total > MAX_OFFSET_SECONDS) {
      return EventTimes.NONE;
    }
    return negative ? -total : total;
  }

  private boolean skip(char character) {
    if (at < to && text[at] == character) {
      at++;
      return true;
    }
    return false;
  }

  private int digitsAhead() {
    int end = at;
    while (end < to && isDigit(text[end])) {
      end++;
    }
    return end - at;
  }

  /** The number of so many digits; negative where there are fewer. */
  private int digits(int count) {
    if (to - at < count) {
      return -1;
    }
    int number = 0;
    for (int end = at + count; at < end; at++) {
      if (!isDigit(text[at])) {
        return -1;
      }
      number = number * 10 + text[at] - '0';
    }
    return number;
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }
}

package io.plantbeam.parse;

import java.util.Locale;

/**
 * What a number that is a time counts since the epoch. A number whose time would be before 1980 is
 * none: uptimes, clocks that were not set, and numbers of a coarser unit all come out there, and
 * those of a finer unit after {@linkplain EventTimes the last year}. So no number is a time in two
 * units.
 */
public enum TimestampUnit {
  /** The one unit in which the number is a time. */
  AUTO("its size tells"),
  S("seconds"),
  MS("milliseconds"),
  US("microseconds"),
  NS("nanoseconds");

  private static final long NONE = EventTimes.NONE;
  private static final long EARLIEST_SECONDS = 315_532_800;
  private static final long EARLIEST_MICROS = EARLIEST_SECONDS * 1_000_000;
  private static final long EARLIEST_IN_MILLIS = EARLIEST_SECONDS * 1_000;
  private static final long EARLIEST_IN_NANOS = EARLIEST_MICROS * 1_000;
  private static final double GREATEST_LONG = 0x1p63;

  private final String words;

  TimestampUnit(String words) {
    this.words = words;
  }

  /** The unit of an option's value: {@code auto}, {@code s}, {@code ms}, {@code us}, {@code ns}. */
  public static TimestampUnit ofOption(String value) {
    return valueOf(value.toUpperCase(Locale.ROOT));
  }

  /** What options call it. */
  public String option() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** For people: {@code milliseconds}. */
  String words() {
    return words;
  }

  /**
   * The time in microseconds since the epoch, or {@link EventTimes#NONE} before 1980 and after the
   * last year; what is finer is cut off.
   */
  public long toMicros(long number) {
    return switch (this) {
      case AUTO -> bySize(number).toMicros(number);
      case S -> number < EventTimes.END_MICROS / 1_000_000 ? checked(number * 1_000_000) : NONE;
      case MS -> number < EventTimes.END_MICROS / 1_000 ? checked(number * 1_000) : NONE;
      case US -> checked(number);
      case NS -> checked(number / 1_000);
    };
  }

  /** The same of a number with a fraction or an exponent, to the nearest microsecond. */
  public long toMicros(double number) {
    if (!(Math.abs(number) < GREATEST_LONG)) {
      return NONE;
    }
    if (number == Math.rint(number)) {
      return toMicros((long) number);
    }
    return switch (this) {
      case AUTO -> bySize((long) number).toMicros(number);
      case S -> checked(Math.round(number * 1e6));
      case MS -> checked(Math.round(number * 1e3));
      case US -> checked(Math.round(number));
      case NS -> checked(Math.round(number / 1e3));
    };
  }

  private static long checked(long micros) {
    return micros >= EARLIEST_MICROS ? EventTimes.checked(micros) : NONE;
  }

  private static TimestampUnit bySize(long number) {
    if (number < EARLIEST_IN_MILLIS) {
      return S;
    }
    if (number < EARLIEST_MICROS) {
      return MS;
    }
    return number < EARLIEST_IN_NANOS ? US : NS;
  }
}

package io.plantbeam.parse;

/**
 * The texts in which messages write their event time, as microseconds since the epoch. Times before
 * 1970, which devices without a clock send, count as no time: no reading is from then, and Beam's
 * fixed windows put a time before the epoch into the window after its own. So do times after 9998:
 * many systems write 9999-12-31 for "never", and windows end before the year 10000, of which stores
 * know nothing.
 */
public final class EventTimes {
  /** No event time. */
  public static final long NONE = Long.MIN_VALUE;

  /** More characters than any valid form has, except for fractions of absurd precision. */
  public static final int MAX_TEXT_LENGTH = 64;

  /** The first microsecond that is no event time any more: the beginning of the year 9999. */
  static final long END_MICROS = 253_370_764_800_000_000L;

  private static final int MAX_OFFSET_MINUTES = 18 * 60;
  private static final byte[] DAYS_OF_MONTH = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private EventTimes() {}

  /** The time, or {@link #NONE} outside the years 1970 to 9998. */
  public static long checked(long micros) {
    return micros >= 0 && micros < END_MICROS ? micros : NONE;
  }

  /**
   * A date and time of ISO-8601 or RFC 3339 with an offset or {@code Z}; what is finer than a
   * microsecond is cut off towards the past. {@link #NONE} for anything else.
   */
  public static long parse(byte[] text, int from, int to) {
    if (to - from > MAX_TEXT_LENGTH) {
      return NONE;
    }
    long micros = parseCommonForm(text, from, to);
    return checked(micros == NONE ? IsoText.micros(text, from, to, false) : micros);
  }

  /**
   * The same of a text without an offset: what the clocks of some zone show, as if the zone were
   * UTC.
   */
  public static long parseLocal(byte[] text, int from, int to) {
    return to - from > MAX_TEXT_LENGTH ? NONE : IsoText.micros(text, from, to, true);
  }

  /** {@code YYYY-MM-DDTHH:MM:SS[.f…](Z|±HH:MM)}, which nearly every message has. */
  private static long parseCommonForm(byte[] text, int from, int to) {
    if (to - from < 20
        || text[from + 4] != '-'
        || text[from + 7] != '-'
        || text[from + 10] != 'T'
        || text[from + 13] != ':'
        || text[from + 16] != ':') {
      return NONE;
    }
    int century = twoDigits(text, from);
    int yearOfCentury = twoDigits(text, from + 2);
    int month = twoDigits(text, from + 5);
    int day = twoDigits(text, from + 8);
    int hour = twoDigits(text, from + 11);
    int minute = twoDigits(text, from + 14);
    int second = twoDigits(text, from + 17);
    if ((century | yearOfCentury | month | day | hour | minute | second) < 0
        || month == 0
        || month > 12
        || day == 0
        || hour > 23
        || minute > 59
        || second > 59) {
      return NONE;
    }
    int year = century * 100 + yearOfCentury;
    if (day > daysOfMonth(year, month)) {
      return NONE;
    }
    int position = from + 19;
    int fraction = 0;
    if (text[position] == '.') {
      int scale = 100_000;
      int first = ++position;
      while (position < to && text[position] >= '0' && text[position] <= '9') {
        fraction += (text[position++] - '0') * scale;
        scale /= 10;
      }
      if (position == first) {
        return NONE;
      }
    }
    int offset = offsetMinutes(text, position, to);
    if (offset == Integer.MIN_VALUE) {
      return NONE;
    }
    long seconds = (epochDay(year, month, day) * 24 + hour) * 3600 + minute * 60L + second;
    return (seconds - offset * 60L) * 1_000_000 + fraction;
  }

  private static int offsetMinutes(byte[] text, int from, int to) {
    if (to - from == 1 && text[from] == 'Z') {
      return 0;
    }
    if (to - from != 6 || (text[from] != '+' && text[from] != '-') || text[from + 3] != ':') {
      return Integer.MIN_VALUE;
    }
    int hours = twoDigits(text, from + 1);
    int minutes = twoDigits(text, from + 4);
    int total = hours * 60 + minutes;
    if ((hours | minutes) < 0 || minutes > 59 || total > MAX_OFFSET_MINUTES) {
      return Integer.MIN_VALUE;
    }
    return text[from] == '+' ? total : -total;
  }

  private static int twoDigits(byte[] text, int at) {
    int tens = text[at] - '0';
    int ones = text[at + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }

  static int daysOfMonth(int year, int month) {
    boolean leap = (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : DAYS_OF_MONTH[month - 1];
  }

  /**
   * Days since 1970-01-01 in the Gregorian calendar. After Howard Hinnant, "chrono-Compatible
   * Low-Level Date Algorithms", days_from_civil; years from 0.
   */
  static long epochDay(int year, int month, int day) {
    int shifted = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(shifted, 400);
    int yearOfEra = shifted - era * 400;
    int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097L + dayOfEra - 719_468;
  }
}

package io.plantbeam.parse;

import io.plantbeam.model.Timestamps;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;

/**
 * Which texts and numbers are event times: what options say of them. All formats, and all that look
 * for the event time before a message is parsed, decide by these.
 *
 * @param unit of numbers
 * @param localTimes of texts without an offset
 */
public record EventTimeRules(TimestampUnit unit, LocalTimes localTimes) implements Serializable {
  private static final long serialVersionUID = 1;

  /** What is contracted where no option says otherwise. */
  public static final EventTimeRules CONTRACT =
      new EventTimeRules(TimestampUnit.MS, LocalTimes.REFUSED);

  /** Numbers in texts, such as 202603010800, are likelier to be something else outside of it. */
  private static final long CENTURY_FROM = 946_684_800_000_000L;

  private static final long CENTURY_TO = 4_102_444_800_000_000L;

  private static final int MOST_DIGITS = 19;
  private static final int MOST_TOLD = 40;

  /** Whether they are those of {@link #CONTRACT}. */
  public boolean areContract() {
    return unit == TimestampUnit.MS && !localTimes.areRead();
  }

  /**
   * The time of a text with an offset, or, where the unit is found by size, of a number in a text:
   * microseconds since the epoch, or {@link EventTimes#NONE}.
   */
  public long ofText(byte[] text, int from, int to) {
    long micros = EventTimes.parse(text, from, to);
    return micros == EventTimes.NONE && unit == TimestampUnit.AUTO
        ? numberInText(text, from, to)
        : micros;
  }

  /**
   * What clocks show by a text without an offset, for {@link LocalTimes#toMicros}; {@link
   * EventTimes#NONE} where it is none, or where such times are not read.
   */
  public long ofLocalText(byte[] text, int from, int to) {
    return localTimes.areRead() ? EventTimes.parseLocal(text, from, to) : EventTimes.NONE;
  }

  /** The time of a number, in microseconds since the epoch, or {@link EventTimes#NONE}. */
  public long ofNumber(long number) {
    return unit.toMicros(number);
  }

  /** The same of a number with a fraction or an exponent. */
  public long ofNumber(double number) {
    return unit.toMicros(number);
  }

  private static long numberInText(byte[] text, int from, int to) {
    int digits = 0;
    while (from + digits < to && isDigit(text[from + digits])) {
      digits++;
    }
    if (digits == 0 || digits > MOST_DIGITS) {
      return EventTimes.NONE;
    }
    int end = from + digits;
    String number = new String(text, from, to - from, StandardCharsets.ISO_8859_1);
    try {
      long micros =
          end == to
              ? TimestampUnit.AUTO.toMicros(Long.parseLong(number))
              : isFraction(text, end, to)
                  ? TimestampUnit.AUTO.toMicros(Double.parseDouble(number))
                  : EventTimes.NONE;
      return isOfThisCentury(micros) ? micros : EventTimes.NONE;
    } catch (NumberFormatException tooLarge) {
      return EventTimes.NONE;
    }
  }

  private static boolean isFraction(byte[] text, int from, int to) {
    if (text[from] != '.' || from + 1 == to) {
      return false;
    }
    for (int i = from + 1; i < to; i++) {
      if (!isDigit(text[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }

  private static boolean isOfThisCentury(long micros) {
    return micros >= CENTURY_FROM && micros < CENTURY_TO;
  }

  /**
   * Says why a number is no time, which instant it would be in another unit, and what option reads
   * it.
   *
   * @param written the number as the message has it
   */
  public String problemOfNumber(String written) {
    double number;
    try {
      number = Double.parseDouble(written);
    } catch (NumberFormatException e) {
      return generalProblem();
    }
    TimestampUnit likely = likelyUnit(number, written);
    if (likely != null) {
      return "timestamp %s is no time in %s; in %s it is %s: --timestampUnit=%s or auto reads it"
          .formatted(
              shortened(written),
              unit == TimestampUnit.AUTO ? "any unit" : unit.words(),
              likely.words(),
              Timestamps.formatMicros(microsOf(likely, number, written)),
              likely.option());
    }
    if (number >= 0 && number < 1e17 && TimestampUnit.AUTO.toMicros(number) == EventTimes.NONE) {
      return "timestamp %s is before 1980 in every unit, as an uptime is, or the time of a clock"
              .formatted(shortened(written))
          + " that was never set";
    }
    return generalProblem();
  }

  private TimestampUnit likelyUnit(double number, String written) {
    for (TimestampUnit other : TimestampUnit.values()) {
      if (other != TimestampUnit.AUTO
          && other != unit
          && isOfThisCentury(microsOf(other, number, written))) {
        return other;
      }
    }
    return null;
  }

  private static long microsOf(TimestampUnit unit, double number, String written) {
    try {
      return unit.toMicros(Long.parseLong(written));
    } catch (NumberFormatException e) {
      return unit.toMicros(number);
    }
  }

  /** Says why a text is no time, and what option reads it, if one does. */
  public String problemOfText(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    if (bytes.length > EventTimes.MAX_TEXT_LENGTH) {
      return generalProblem();
    }
    if (EventTimes.parseLocal(bytes, 0, bytes.length) != EventTimes.NONE) {
      return "timestamp %s has no offset from UTC: --localTimes=facility or a zone such as"
              .formatted(text)
          + " --localTimes=Europe/Berlin reads such times";
    }
    long number = numberInText(bytes, 0, bytes.length);
    if (number != EventTimes.NONE) {
      return "timestamp %s is a number in a text, which would be %s: --timestampUnit=auto reads it"
          .formatted(text, Timestamps.formatMicros(number));
    }
    int bracket = text.indexOf('[');
    if (bracket > 0 && EventTimes.parse(bytes, 0, bracket) != EventTimes.NONE) {
      return "timestamp %s has more behind its offset than ISO-8601 and RFC 3339 know"
          .formatted(text);
    }
    return generalProblem();
  }

  /** Says why a time that clocks show is none. */
  public String problemOfLocalTime(String facilityId, String sensorId) {
    return localTimes.problem(facilityId, sensorId);
  }

  /** Says what is allowed. */
  public String generalProblem() {
    return "timestamp is neither ISO-8601 with an offset or Z nor a number of epoch %s, in the years"
            .formatted(
                unit == TimestampUnit.AUTO
                    ? "seconds, milliseconds, microseconds or nanoseconds"
                    : unit.words())
        + " 1970 to 9998";
  }

  private static String shortened(String number) {
    return number.length() <= MOST_TOLD ? number : number.substring(0, MOST_TOLD) + "…";
  }
}

package io.plantbeam.parse.json;

import io.plantbeam.model.Timestamps;
import io.plantbeam.parse.EventTimeRules;
import io.plantbeam.parse.EventTimes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the event time of a message without parsing the rest, for those who must know it before
 * parsing: the timestamp policy of a source.
 *
 * <p>Stops at the first top-level {@code timestamp}, so that damage behind it goes unnoticed here;
 * but a time whose zone is that of the facility takes the whole message. Not thread-safe then.
 */
final class EventTimeScanner {
  /** There is no valid timestamp. */
  static final long NONE = EventTimes.NONE;

  private static final byte[] KEY = "timestamp".getBytes(StandardCharsets.US_ASCII);

  /** U+2212, which ISO-8601 prefers to the hyphen of keyboards. */
  static final char MINUS_SIGN = '\u2212';

  private static final byte[] MINUS_SIGN_BYTES =
      String.valueOf(MINUS_SIGN).getBytes(StandardCharsets.UTF_8);

  private final EventTimeRules times;
  private final MessageFields wholeMessage;

  EventTimeScanner(EventTimeRules times) {
    this.times = times;
    wholeMessage =
        times.localTimes().dependOnFacility() ? new MessageFields(List.of(), times, false) : null;
  }

  /**
   * The event time in milliseconds since the epoch, or {@link #NONE}. Throws nothing, whatever the
   * bytes are.
   */
  long eventTimeMillis(byte[] payload) {
    long micros = eventTimeMicros(payload);
    return micros == NONE ? NONE : Timestamps.toMillis(micros);
  }

  private long eventTimeMicros(byte[] payload) {
    int depth = 0;
    boolean keyExpected = false;
    for (int i = 0; i < payload.length; i++) {
      switch (payload[i]) {
        case '{', '[' -> {
          depth++;
          keyExpected = depth == 1 && payload[i] == '{';
        }
        case '}', ']' -> {
          depth--;
          keyExpected = false;
        }
        case ',' -> keyExpected = depth == 1;
        case '"' -> {
          int end = endOfText(payload, i + 1);
          if (keyExpected && isKey(payload, i + 1, end)) {
            return valueAfter(payload, end + 1);
          }
          keyExpected = false;
          i = end;
        }
        default -> {}
      }
    }
    return NONE;
  }

  /** The position of the closing quote, or the length where there is none. */
  private static int endOfText(byte[] bytes, int from) {
    int i = from;
    while (i < bytes.length && bytes[i] != '"') {
      i += bytes[i] == '\\' ? 2 : 1;
    }
    return Math.min(i, bytes.length);
  }

  private static boolean isKey(byte[] bytes, int from, int to) {
    if (to - from != KEY.length) {
      return false;
    }
    for (int i = 0; i < KEY.length; i++) {
      if (bytes[from + i] != KEY[i]) {
        return false;
      }
    }
    return true;
  }

  private long valueAfter(byte[] bytes, int from) {
    int i = skipSpace(bytes, from);
    if (i >= bytes.length || bytes[i] != ':') {
      return NONE;
    }
    i = skipSpace(bytes, i + 1);
    if (i >= bytes.length) {
      return NONE;
    }
    if (bytes[i] == '"') {
      int end = endOfText(bytes, i + 1);
      return end == bytes.length ? NONE : timeOfText(bytes, i + 1, end);
    }
    return timeOfNumber(bytes, i);
  }

  private static int skipSpace(byte[] bytes, int from) {
    int i = from;
    while (i < bytes.length
        && (bytes[i] == ' ' || bytes[i] == '\t' || bytes[i] == '\n' || bytes[i] == '\r')) {
      i++;
    }
    return i;
  }

  private long timeOfText(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\\' || bytes[i] < 0) {
        return timeOfUnusualText(bytes, from, to);
      }
    }
    return time(bytes, from, to, bytes);
  }

  /** Some writers escape the plus sign of an offset. */
  private long timeOfUnusualText(byte[] bytes, int from, int to) {
    byte[] text = new byte[EventTimes.MAX_TEXT_LENGTH];
    int length = 0;
    for (int i = from; i < to; i++) {
      int character = bytes[i];
      if (character == '\\') {
        if (i + 5 >= to || bytes[i + 1] != 'u') {
          return NONE;
        }
        character = 0;
        for (int digit = i + 2; digit < i + 6; digit++) {
          character = character << 4 | Character.digit(bytes[digit], 16);
        }
        i += 5;
      } else if (character < 0 && isMinusSign(bytes, i)) {
        character = MINUS_SIGN;
        i += MINUS_SIGN_BYTES.length - 1;
      }
      if (character == MINUS_SIGN) {
        character = '-';
      }
      if (length == text.length || character < 0 || character > 0x7F) {
        return NONE;
      }
      text[length++] = (byte) character;
    }
    return time(text, 0, length, bytes);
  }

  private static boolean isMinusSign(byte[] bytes, int from) {
    int to = from + MINUS_SIGN_BYTES.length;
    return to <= bytes.length
        && Arrays.equals(bytes, from, to, MINUS_SIGN_BYTES, 0, MINUS_SIGN_BYTES.length);
  }

  private long time(byte[] text, int from, int to, byte[] message) {
    long micros = times.ofText(text, from, to);
    if (micros != NONE) {
      return micros;
    }
    long shown = times.ofLocalText(text, from, to);
    if (shown == NONE) {
      return NONE;
    }
    if (wholeMessage == null) {
      return times.localTimes().toMicros(shown, null, null);
    }
    return wholeMessage.read(message) == null
        ? wholeMessage.timestamp.time(wholeMessage.id())
        : NONE;
  }

  private long timeOfNumber(byte[] bytes, int from) {
    boolean negative = bytes[from] == '-';
    int digits = negative ? from + 1 : from;
    long number = 0;
    int i = digits;
    while (i < bytes.length && i - digits < 18 && bytes[i] >= '0' && bytes[i] <= '9') {
      number = number * 10 + bytes[i++] - '0';
    }
    if (i == digits || (bytes[digits] == '0' && i - digits > 1)) {
      return NONE;
    }
    if (i < bytes.length && isPartOfNumber(bytes[i])) {
      return timeOfUnusualNumber(bytes, from);
    }
    return times.ofNumber(negative ? -number : number);
  }

  private long timeOfUnusualNumber(byte[] bytes, int from) {
    int to = from;
    boolean whole = true;
    while (to < bytes.length && isPartOfNumber(bytes[to])) {
      whole &= bytes[to] == '-' || (bytes[to] >= '0' && bytes[to] <= '9');
      to++;
    }
    String number = new String(bytes, from, to - from, StandardCharsets.US_ASCII);
    try {
      return whole
          ? times.ofNumber(Long.parseLong(number))
          : times.ofNumber(Double.parseDouble(number));
    } catch (NumberFormatException e) {
      return NONE;
    }
  }

  private static boolean isPartOfNumber(byte character) {
    return (character >= '0' && character <= '9')
        || character == '.'
        || character == 'e'
        || character == 'E'
        || character == '+'
        || character == '-';
  }
}

package io.plantbeam.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them in options: {@code 500ms}, {@code 30s}, {@code 5m}, ISO-8601. */
public final class Durations {
  /** What {@link #parse} accepts, as the end of a sentence. */
  public static final String ALLOWED =
      "a number with a unit (500ms, 30s, 5m, 2h, 1d) or ISO-8601 (PT30S), not negative and in whole"
          + " milliseconds";

  /** The form of what {@link #parse} accepts, for regular expressions of other languages too. */
  public static final String PATTERN =
      "^\\s*([0-9]{1,15}([mM][sS]|[sSmMhHdD])|[pP][0-9.dDhHmMsStT+-]+)\\s*$";

  private static final Pattern SHORT = Pattern.compile("(\\d{1,15})(ms|s|m|h|d)");
  private static final Map<String, Long> MILLIS_BY_UNIT = new LinkedHashMap<>();

  static {
    MILLIS_BY_UNIT.put("d", 86_400_000L);
    MILLIS_BY_UNIT.put("h", 3_600_000L);
    MILLIS_BY_UNIT.put("m", 60_000L);
    MILLIS_BY_UNIT.put("s", 1_000L);
    MILLIS_BY_UNIT.put("ms", 1L);
  }

  private Durations() {}

  /**
   * Takes {@code 30s}, {@code 5m}, {@code 2h} or ISO-8601; the case of letters and spaces around do
   * not matter.
   *
   * @throws IllegalArgumentException with a sentence that names the text and what is allowed
   */
  public static Duration parse(String text) {
    String trimmed = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
    Matcher matcher = SHORT.matcher(trimmed);
    try {
      Duration duration =
          matcher.matches()
              ? Duration.ofMillis(
                  Math.multiplyExact(
                      Long.parseLong(matcher.group(1)), MILLIS_BY_UNIT.get(matcher.group(2))))
              : Duration.parse(trimmed);
      if (duration.isNegative() || !Duration.ofMillis(duration.toMillis()).equals(duration)) {
        throw notADuration(text, null);
      }
      return duration;
    } catch (DateTimeParseException | ArithmeticException e) {
      throw notADuration(text, e);
    }
  }

  /** The same, but zero if the text is not a duration. */
  public static Duration parseOrZero(String text) {
    try {
      return parse(text);
    } catch (IllegalArgumentException e) {
      return Duration.ZERO;
    }
  }

  /** The short form in the greatest unit that needs no fraction, which {@link #parse} takes. */
  public static String format(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0) {
      return "0s";
    }
    for (Map.Entry<String, Long> unit : MILLIS_BY_UNIT.entrySet()) {
      if (millis % unit.getValue() == 0) {
        return millis / unit.getValue() + unit.getKey();
      }
    }
    throw new AssertionError("every number of milliseconds has a short form");
  }

  private static IllegalArgumentException notADuration(String text, Exception cause) {
    return new IllegalArgumentException(
        "'%s' is not a duration; allowed is %s.".formatted(text, ALLOWED), cause);
  }
}

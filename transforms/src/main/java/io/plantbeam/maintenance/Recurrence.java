package io.plantbeam.maintenance;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/**
 * A recurrence rule of iCalendar (RFC 5545, 3.3.10), followed by what the clocks of a plant show:
 * what is at six stays at six when the clocks change.
 */
public final class Recurrence {
  /** So many occurrences show whether each ends before the next begins. */
  private static final int LOOKED_AT = 1_000;

  private final RecurrenceRule rule;

  private Recurrence(RecurrenceRule rule) {
    this.rule = rule;
  }

  /**
   * Reads a rule, such as {@code FREQ=WEEKLY;BYDAY=SA}, with or without {@code RRULE:} before it.
   *
   * @param zone in which a time {@code UNTIL}, which iCalendar has in UTC, is shown by the clocks
   * @throws IllegalArgumentException where it is none; the message ends a sentence
   */
  public static Recurrence of(String text, ZoneId zone) {
    String stripped = text.strip();
    String bare =
        stripped.regionMatches(true, 0, "RRULE:", 0, 6) ? stripped.substring(6) : stripped;
    try {
      RecurrenceRule rule = new RecurrenceRule(bare, RecurrenceRule.RfcMode.RFC5545_STRICT);
      if (rule.getFreq() == Freq.SECONDLY) {
        throw new IllegalArgumentException("FREQ=SECONDLY is too often");
      }
      if (rule.getUntil() != null) {
        rule.setUntil(shown(rule.getUntil(), zone));
      }
      return new Recurrence(rule);
    } catch (InvalidRecurrenceRuleException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** A day counts to its end. */
  private static DateTime shown(DateTime until, ZoneId zone) {
    if (until.isAllDay()) {
      return new DateTime(until.getYear(), until.getMonth(), until.getDayOfMonth(), 23, 59, 59);
    }
    if (until.isFloating()) {
      return until;
    }
    return toLibrary(LocalDateTime.ofInstant(Instant.ofEpochMilli(until.getTimestamp()), zone));
  }

  /**
   * The beginnings of all occurrences that are not before a time, in their order. The first one is
   * an occurrence whether or not it fits the rule.
   */
  Iterator<LocalDateTime> from(LocalDateTime first, LocalDateTime notBefore) {
    return new Beginnings(rule, first, notBefore);
  }

  /**
   * What is wrong with the rule for work that lasts for so long; null where nothing is. The text
   * ends a sentence.
   */
  public String problem(LocalDateTime first, Duration length) {
    Iterator<LocalDateTime> beginnings = from(first, first);
    LocalDateTime before = beginnings.next();
    if (!beginnings.hasNext() && rule.isInfinite()) {
      return "has no occurrence";
    }
    for (int i = 1; i < LOOKED_AT && beginnings.hasNext(); i++) {
      LocalDateTime next = beginnings.next();
      if (next.isBefore(before.plus(length))) {
        return "begins again at %s, before the work of %s has ended".formatted(next, before);
      }
      before = next;
    }
    return null;
  }

  private static DateTime toLibrary(LocalDateTime time) {
    // The library counts months from 0.
    return new DateTime(
        time.getYear(),
        time.getMonthValue() - 1,
        time.getDayOfMonth(),
        time.getHour(),
        time.getMinute(),
        time.getSecond());
  }

  /** Those of the rule, with the first before them; the library knows no parts of seconds. */
  private static final class Beginnings implements Iterator<LocalDateTime> {
    /** Null where the rule has no occurrence. */
    private final RecurrenceRuleIterator all;

    private final LocalDateTime notBefore;
    private final int nanos;
    private LocalDateTime previous;
    private LocalDateTime next;

    Beginnings(RecurrenceRule rule, LocalDateTime first, LocalDateTime notBefore) {
      all = iterator(rule, first);
      this.notBefore = notBefore;
      nanos = first.get(ChronoField.NANO_OF_SECOND);
      previous = first;
      next = first.isBefore(notBefore) ? following() : first;
    }

    private static RecurrenceRuleIterator iterator(RecurrenceRule rule, LocalDateTime first) {
      try {
        return rule.iterator(toLibrary(first));
      } catch (IllegalArgumentException e) {
        // So the library says that it has looked for very long and found none.
        return null;
      }
    }

    private LocalDateTime following() {
      try {
        return all == null ? null : followingOfRule();
      } catch (IllegalArgumentException e) {
        // As for the first one.
        return null;
      }
    }

    private LocalDateTime followingOfRule() {
      if (notBefore.isAfter(previous)) {
        all.fastForward(toLibrary(notBefore));
      }
      while (all.hasNext()) {
        DateTime time = all.nextDateTime();
        LocalDateTime found =
            LocalDateTime.of(
                time.getYear(),
                time.getMonth() + 1,
                time.getDayOfMonth(),
                time.getHours(),
                time.getMinutes(),
                time.getSeconds(),
                nanos);
        if (found.isAfter(previous) && !found.isBefore(notBefore)) {
          return found;
        }
      }
      return null;
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public LocalDateTime next() {
      if (next == null) {
        throw new NoSuchElementException();
      }
      previous = next;
      next = following();
      return previous;
    }
  }
}

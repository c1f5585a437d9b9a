package io.plantbeam.maintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.maintenance.MaintenanceEntry.Scope;
import io.plantbeam.model.NearbyWork;
import io.plantbeam.model.PlannedWork;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkCalendarTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static MaintenanceEntry entry(String from, String to, String reason, String repeats) {
    return new MaintenanceEntry(
        Scope.EQUIPMENT, null, "m", WallTime.parse(from), WallTime.parse(to), reason, repeats);
  }

  private static WorkCalendar calendar(MaintenanceEntry... entries) {
    return new WorkCalendar(List.of(entries), BERLIN);
  }

  private static long micros(String utc) {
    return Instant.parse(utc).toEpochMilli() * 1000;
  }

  private static PlannedWork work(String fromUtc, String toUtc, String reason) {
    return new PlannedWork(micros(fromUtc), micros(toUtc), reason);
  }

  @Test
  void aSpanHasItsBeginningAndNotItsEnd() {
    WorkCalendar calendar =
        calendar(entry("2026-01-10T06:00:00Z", "2026-01-10T07:00:00Z", "x", null));
    PlannedWork work = work("2026-01-10T06:00:00Z", "2026-01-10T07:00:00Z", "x");
    assertEquals(
        new NearbyWork(null, false, List.of(work)), calendar.around(work.fromMicros() - 1));
    assertEquals(new NearbyWork(null, true, List.of(work)), calendar.around(work.fromMicros()));
    assertEquals(new NearbyWork(null, true, List.of(work)), calendar.around(work.toMicros() - 1));
    assertTrue(calendar.holds(work.fromMicros()));
    assertFalse(calendar.holds(work.toMicros()));
    assertEquals(new NearbyWork(work, false, List.of()), calendar.around(work.toMicros()));
  }

  @Test
  void localTimesAreThoseOfTheZone() {
    WorkCalendar calendar = calendar(entry("2026-07-01T06:00", "2026-07-01T07:30", "x", null));
    assertEquals(
        List.of(work("2026-07-01T04:00:00Z", "2026-07-01T05:30:00Z", "x")),
        calendar.around(micros("2026-07-01T04:00:00Z")).coming());
  }

  @Test
  void whatRepeatsStaysAtTheSameHourWhenTheClocksChange() {
    WorkCalendar calendar =
        calendar(entry("2026-03-27T22:00", "2026-03-28T06:00", "night", "FREQ=DAILY"));
    assertEquals(
        List.of(
            work("2026-03-27T21:00:00Z", "2026-03-28T05:00:00Z", "night"),
            // The clocks skip an hour of this night.
            work("2026-03-28T21:00:00Z", "2026-03-29T04:00:00Z", "night"),
            work("2026-03-29T20:00:00Z", "2026-03-30T04:00:00Z", "night")),
        calendar.around(micros("2026-03-27T21:00:00Z")).coming());
    assertEquals(
        List.of(
            work("2026-10-23T20:00:00Z", "2026-10-24T04:00:00Z", "night"),
            // And an hour of this one comes twice.
            work("2026-10-24T20:00:00Z", "2026-10-25T05:00:00Z", "night"),
            work("2026-10-25T21:00:00Z", "2026-10-26T05:00:00Z", "night")),
        calendar.around(micros("2026-10-23T20:00:00Z")).coming());
  }

  @Test
  void workInAnHourThatTheClocksSkipIsAsMuchLater() {
    WorkCalendar calendar =
        calendar(entry("2026-03-28T02:30", "2026-03-28T02:45", "x", "FREQ=DAILY"));
    assertTrue(calendar.around(micros("2026-03-28T01:30:00Z")).running());
    assertTrue(calendar.around(micros("2026-03-29T01:30:00Z")).running());
    assertFalse(calendar.around(micros("2026-03-29T01:45:00Z")).running());
    assertTrue(calendar.around(micros("2026-03-30T00:30:00Z")).running());
  }

  @Test
  void anEndlessRuleIsFollowedForYears() {
    WorkCalendar calendar =
        calendar(entry("2016-01-02T08:00", "2016-01-02T10:00", "x", "FREQ=WEEKLY;BYDAY=SA"));
    assertTrue(calendar.around(micros("2016-01-09T07:00:00Z")).running());
    assertTrue(calendar.around(micros("2026-11-28T07:00:00Z")).running());
    assertFalse(calendar.around(micros("2026-11-27T07:00:00Z")).running());
    assertFalse(calendar.around(micros("2016-01-01T07:00:00Z")).running());
  }

  @Test
  void aRuleEndsWithItsLastOccurrence() {
    String first = "2026-01-05T08:00";
    String end = "2026-01-05T09:00";
    for (String rule :
        List.of(
            "FREQ=DAILY;COUNT=3",
            "FREQ=DAILY;UNTIL=20260107",
            "FREQ=DAILY;UNTIL=20260107T080000",
            "RRULE:FREQ=DAILY;UNTIL=20260107T070000Z")) {
      WorkCalendar calendar = calendar(entry(first, end, "x", rule));
      assertTrue(calendar.around(micros("2026-01-07T07:30:00Z")).running(), rule);
      assertEquals(List.of(), calendar.around(micros("2026-01-07T08:00:00Z")).coming(), rule);
    }
  }

  @Test
  void theSpanItselfCountsWhetherOrNotItFitsItsRule() {
    WorkCalendar calendar =
        calendar(entry("2026-01-07T08:00", "2026-01-07T09:00", "x", "FREQ=WEEKLY;BYDAY=SA"));
    assertEquals(
        List.of(
            work("2026-01-07T07:00:00Z", "2026-01-07T08:00:00Z", "x"),
            work("2026-01-10T07:00:00Z", "2026-01-10T08:00:00Z", "x"),
            work("2026-01-17T07:00:00Z", "2026-01-17T08:00:00Z", "x")),
        calendar.around(micros("2026-01-01T00:00:00Z")).coming());
  }

  @Test
  void workThatOverlapsOrTouchesIsOneSpanWithTheReasonOfItsBeginning() {
    WorkCalendar calendar =
        calendar(
            entry("2026-01-07T10:00Z", "2026-01-07T11:00Z", "third", null),
            entry("2026-01-07T08:00Z", "2026-01-07T09:30Z", "first", null),
            entry("2026-01-07T09:00Z", "2026-01-07T10:00Z", "second", null),
            entry("2026-01-07T08:30Z", "2026-01-07T08:45Z", "inside", null),
            entry("2026-01-07T11:01Z", "2026-01-07T12:00Z", "apart", null));
    assertEquals(
        List.of(
            work("2026-01-07T08:00:00Z", "2026-01-07T11:00:00Z", "first"),
            work("2026-01-07T11:01:00Z", "2026-01-07T12:00:00Z", "apart")),
        calendar.around(micros("2026-01-07T08:00:00Z")).coming());
  }

  @Test
  void theAnswerOfATimeDoesNotDependOnWhatWasAskedBefore() {
    MaintenanceEntry[] entries = {
      entry("2025-01-01T22:00", "2025-01-02T03:00", "night", "FREQ=DAILY;INTERVAL=2"),
      entry("2025-03-01T00:00", "2025-03-20T00:00", "summer", "FREQ=YEARLY"),
      entry("2025-02-03T01:00Z", "2025-02-03T02:00Z", "once", null)
    };
    long begin = micros("2024-12-01T00:00:00Z");
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      times.add(begin + i * 7L * 3_600_000_000L + i);
    }
    List<NearbyWork> forward = new ArrayList<>();
    WorkCalendar one = calendar(entries);
    times.forEach(time -> forward.add(one.around(time)));
    WorkCalendar other = calendar(entries);
    for (int i = times.size() - 1; i >= 0; i--) {
      assertEquals(forward.get(i), other.around(times.get(i)));
    }
  }

  @Test
  void timesBetweenTheSameChangesHaveOneInstance() {
    WorkCalendar calendar =
        calendar(entry("2026-01-05T08:00", "2026-01-05T09:00", "x", "FREQ=DAILY"));
    NearbyWork during = calendar.around(micros("2026-02-05T07:00:00Z"));
    assertSame(during, calendar.around(micros("2026-02-05T07:59:00Z")));
    assertSame(during, calendar.around(micros("2026-02-05T07:30:00Z")));
  }

  @Test
  void whatIsFarAwayIsNotNear() {
    WorkCalendar calendar = calendar(entry("2026-01-05T08:00", "2026-01-05T09:00", "x", null));
    assertEquals(NearbyWork.NONE, calendar.around(micros("2025-06-01T00:00:00Z")));
    assertEquals(NearbyWork.NONE, calendar.around(micros("2026-06-01T00:00:00Z")));
    assertNull(calendar.around(micros("2026-01-04T00:00:00Z")).last());
  }
}

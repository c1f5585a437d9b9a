package io.plantbeam.rollup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalHoursTest {
  /** Clocks go forward, back by an hour, back by half an hour, and half an hour beside UTC. */
  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2026-03-29T00:59:59Z, 2026-03-29T00:00:00Z, 60, 1, 7, night",
    "Europe/Berlin, 2026-03-29T01:00:00Z, 2026-03-29T01:00:00Z, 60, 3, 7, night",
    "Europe/Berlin, 2026-10-25T00:10:00Z, 2026-10-25T00:00:00Z, 120, 2, 7, night",
    "Europe/Berlin, 2026-10-25T01:59:00Z, 2026-10-25T00:00:00Z, 120, 2, 7, night",
    "Europe/Berlin, 2026-10-25T02:00:00Z, 2026-10-25T02:00:00Z, 60, 3, 7, night",
    "Europe/Berlin, 2026-10-25T05:00:00Z, 2026-10-25T05:00:00Z, 60, 6, 7, morning",
    "Australia/Lord_Howe, 2026-04-04T15:10:00Z, 2026-04-04T14:00:00Z, 90, 1, 7, night",
    "Australia/Lord_Howe, 2026-10-03T15:35:00Z, 2026-10-03T15:30:00Z, 30, 2, 7, night",
    "Asia/Kolkata, 2026-03-02T00:29:59Z, 2026-03-01T23:30:00Z, 60, 5, 1, night",
    "Asia/Kolkata, 2026-03-02T00:30:00Z, 2026-03-02T00:30:00Z, 60, 6, 1, morning",
    ", 2026-03-02T22:00:00Z, 2026-03-02T22:00:00Z, 60, 22, 1, night",
    "UTC, 1969-12-31T13:59:59Z, 1969-12-31T13:00:00Z, 60, 13, 3, morning"
  })
  void hourIsWhatTheClockShows(
      String zone,
      Instant at,
      Instant start,
      long minutes,
      int hourOfDay,
      int dayOfWeek,
      String shift) {
    LocalHours.LocalHour hour = new LocalHours(zone).at(at.toEpochMilli());
    assertEquals(start, Instant.ofEpochMilli(hour.start()));
    assertEquals(Duration.ofMinutes(minutes), Duration.ofMillis(hour.end() - hour.start()));
    assertEquals(hourOfDay, LocalHours.hourOfDay(hour.number()));
    assertEquals(dayOfWeek, LocalHours.dayOfWeek(hour.number()));
    assertEquals(shift, hour.shift());
  }
}

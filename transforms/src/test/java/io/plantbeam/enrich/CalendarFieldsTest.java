package io.plantbeam.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarFieldsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTC",
        "Europe/Berlin",
        "America/New_York",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "Australia/Eucla",
        "America/St_Johns"
      })
  void agreesWithJavaTimeInAnyOrderOfReadings(String zone) {
    CalendarFields fields = CalendarFields.in(zone);
    Random random = new Random(7);
    long start = Instant.parse("1960-01-01T00:00:00Z").toEpochMilli();
    long end = Instant.parse("2040-01-01T00:00:00Z").toEpochMilli();
    for (int i = 0; i < 20_000; i++) {
      long time = random.nextLong(start, end);
      check(fields, zone, time);
      check(fields, zone, time + 1_000);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2026-03-29T01:00:00Z",
    "Europe/Berlin, 2026-10-25T01:00:00Z",
    "America/New_York, 2026-11-01T06:00:00Z",
    "Australia/Lord_Howe, 2026-04-04T15:00:00Z"
  })
  void followsTheClockToTheMillisecondAcrossAChange(String zone, Instant change) {
    long at = change.toEpochMilli();
    CalendarFields fields = CalendarFields.in(zone);
    for (long time : new long[] {at - 1, at, at + 1, at, at - 1, at - 3_600_000, at + 3_600_000}) {
      check(fields, zone, time);
    }
  }

  private static void check(CalendarFields fields, String zone, long time) {
    ZonedDateTime expected = Instant.ofEpochMilli(time).atZone(ZoneId.of(zone));
    assertEquals(expected.getHour(), fields.hourOfDay(time), expected::toString);
    assertEquals(expected.getDayOfWeek().getValue(), fields.dayOfWeek(time), expected::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-01T05:59:59.999Z, night",
    "2026-01-01T06:00:00.000Z, morning",
    "2026-01-01T13:59:59.999Z, morning",
    "2026-01-01T14:00:00.000Z, afternoon",
    "2026-01-01T21:59:59.999Z, afternoon",
    "2026-01-01T22:00:00.000Z, night",
    "2026-01-01T00:00:00.000Z, night"
  })
  void shiftsBeginAtSixFourteenAndTwentyTwo(Instant time, String shift) {
    assertEquals(shift, CalendarFields.in("UTC").shift(time.toEpochMilli()));
  }

  @Test
  void zonesThatAreUnknownOrMissingAreUtc() {
    long time = Instant.parse("2026-06-01T23:30:00Z").toEpochMilli();
    assertEquals(23, CalendarFields.in(null).hourOfDay(time));
    assertEquals(23, CalendarFields.in("Mars/Olympus").hourOfDay(time));
    assertEquals(23, CalendarFields.in("not a zone").hourOfDay(time));
  }
}

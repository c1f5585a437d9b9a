package io.plantbeam.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalTimesTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static String instant(LocalTimes times, String text, String facility, String sensor) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long micros = times.toMicros(EventTimes.parseLocal(bytes, 0, bytes.length), facility, sensor);
    return micros == EventTimes.NONE
        ? null
        : Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1000).toString();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-15T12:00:00,2026-01-15T11:00:00Z",
    "2026-07-15 12:00:00.000001,2026-07-15T10:00:00.000001Z",
    // Clocks went back from 03:00 to 02:00 and showed this twice: the first is meant.
    "2026-10-25T02:00:00,2026-10-25T00:00:00Z",
    "2026-10-25T02:30:00,2026-10-25T00:30:00Z",
    "2026-10-25T02:59:59.999999,2026-10-25T00:59:59.999999Z",
    "2026-10-25T03:00:00,2026-10-25T02:00:00Z",
    // Clocks went on from 02:00 to 03:00 and never showed this: an hour later is meant.
    "2026-03-29T01:59:59,2026-03-29T00:59:59Z",
    "2026-03-29T02:00:00,2026-03-29T01:00:00Z",
    "2026-03-29T02:30:00,2026-03-29T01:30:00Z",
    "2026-03-29T03:30:00,2026-03-29T01:30:00Z",
    "1970-01-01T00:30:00,"
  })
  void timeIsReadByTheClocksOfTheZone(String text, String instant) {
    assertEquals(instant, instant(LocalTimes.in(BERLIN), text, null, null));
    assertEquals(instant, instant(LocalTimes.in(BERLIN), text, "elsewhere", "s"));
  }

  @Test
  void timeIsReadInTheZoneOfTheMessagesFacilityOrElseOfTheSensors() {
    LocalTimes times =
        LocalTimes.ofFacilities(
            Map.of("berlin", BERLIN, "tokyo", ZoneId.of("Asia/Tokyo")), Map.of("s", BERLIN));
    String noon = "2026-01-15T12:00:00";
    assertEquals("2026-01-15T11:00:00Z", instant(times, noon, "berlin", "s"));
    assertEquals("2026-01-15T03:00:00Z", instant(times, noon, "tokyo", "s"));
    assertEquals("2026-01-15T11:00:00Z", instant(times, noon, null, "s"));
    assertEquals(null, instant(times, noon, "paris", "s"));
    assertEquals(null, instant(times, noon, null, "t"));
    assertEquals(null, instant(times, noon, null, null));
    assertTrue(times.problem("paris", "s").endsWith("no timezone of facility paris"));
    assertTrue(times.problem(null, "t").contains("the message has no facility_id"));
  }

  @Test
  void withoutAZoneNoneIsRead() {
    assertFalse(LocalTimes.REFUSED.areRead());
    assertEquals(null, instant(LocalTimes.REFUSED, "2026-01-15T12:00:00", "berlin", "s"));
  }
}

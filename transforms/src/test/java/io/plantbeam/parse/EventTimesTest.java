package io.plantbeam.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimesTest {
  private static long parse(String text) {
    byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
    return EventTimes.parse(bytes, 1, bytes.length - 1);
  }

  private static long micros(Instant time) {
    return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-01T00:00:00Z,2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00.5Z,2026-01-01T00:00:00.500Z",
    "2026-01-01T00:00:00.123456789Z,2026-01-01T00:00:00.123456Z",
    "2026-01-01T00:00:00.99999999999999999999Z,2026-01-01T00:00:00.999999Z",
    "2026-01-01T00:00:00.000156Z,2026-01-01T00:00:00.000156Z",
    "2026-01-01T01:30:00+01:30,2026-01-01T00:00:00Z",
    "2025-12-31T16:00:00-08:00,2026-01-01T00:00:00Z",
    "2026-01-01T18:00:00+18:00,2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00-00:00,2026-01-01T00:00:00Z",
    "2024-02-29T00:00:00Z,2024-02-29T00:00:00Z",
    "2000-02-29T00:00:00Z,2000-02-29T00:00:00Z",
    "2026-01-01T00:00Z,2026-01-01T00:00:00Z",
    "2026-01-01t00:00:00z,2026-01-01T00:00:00Z",
    "2026-01-01T02:00:00+02,2026-01-01T00:00:00Z",
    "2026-01-01T00:00:30.0001569+00:00:30,2026-01-01T00:00:00.000156Z",
    "2026-01-01T00:00:30+00:00:30,2026-01-01T00:00:00Z",
    "1970-01-01T00:00:00Z,1970-01-01T00:00:00Z",
    "1969-12-31T23:00:00-01:00,1970-01-01T00:00:00Z",
    "9999-12-31T23:59:59.9999999Z,9999-12-31T23:59:59.999999Z"
  })
  void isoTextWithAnOffsetIsAnInstantOfMicroseconds(String text, String instant) {
    assertEquals(micros(Instant.parse(instant)), parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2026-01-01",
        "2026-01-01T00:00:00",
        "2026-01-01 00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-01-00T00:00:00Z",
        "2026-01-32T00:00:00Z",
        "2026-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2026-01-01T24:00:00Z",
        "2026-01-01T00:60:00Z",
        "2026-01-01T00:00:60Z",
        "2026-01-01T00:00:00.Z",
        "2026-01-01T00:00:00+18:01",
        "2026-01-01T00:00:00+01:60",
        "2026-01-01T00:00:00*01:00",
        "2026-01-01T00:00:00+0a:00",
        "2026-01-01T00:00:00ZZ",
        "2026-01-01T00:00:00Z[UTC]",
        "0000-12-31T23:59:59Z",
        "1969-12-31T23:59:59.9999Z",
        "1970-01-01T00:00:05+01:00",
        "9999-12-31T23:59:59-00:01",
        "+10000-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z",
        "２０26-01-01T00:00:00Z",
        "2026-01-01T00:00:00.0000000000000000000000000000000000000000000000000000000000Z"
      })
  void anythingElseIsNoTime(String text) {
    assertEquals(EventTimes.NONE, parse(text));
  }

  @Test
  void agreesWithJavaTimeOnRandomTimes() {
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      OffsetDateTime time =
          Instant.ofEpochSecond(
                  random.nextLong(86_400, 253_402_300_799L - 86_400), random.nextInt(1_000_000_000))
              .atOffset(ZoneOffset.ofTotalSeconds(random.nextInt(-18 * 60, 18 * 60 + 1) * 60));
      assertEquals(micros(time.toInstant()), parse(time.toString()), time::toString);
    }
  }

  @Test
  void numbersAreMillisecondsOfTheYears1970To9999() {
    assertEquals(0, EventTimes.ofMillis(0L));
    assertEquals(EventTimes.NONE, EventTimes.ofMillis(-1L));
    assertEquals(EventTimes.NONE, EventTimes.ofMillis(-1.0));
    assertEquals(EventTimes.NONE, EventTimes.ofMillis(253_402_300_800_000L));
    assertEquals(1_700_000_000_000_000L, EventTimes.ofMillis(1.7e12));
    assertEquals(EventTimes.NONE, EventTimes.ofMillis(0.5));
    assertEquals(EventTimes.NONE, EventTimes.ofMillis(Double.NaN));
    assertEquals(EventTimes.NONE, EventTimes.ofMillis(Double.NEGATIVE_INFINITY));
  }
}

package io.plantbeam.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000-01-01T00:00:00.000Z",
        "0999-12-31T23:59:59.999Z",
        "1969-12-31T23:59:59.999Z",
        "1970-01-01T00:00:00.000Z",
        "2024-02-29T12:34:56.007Z",
        "9999-12-31T23:59:59.999Z",
        "-0001-12-31T23:59:59.999Z",
        "+10000-01-01T00:00:00.000Z"
      })
  void timesAreWrittenWithMillisecondsAndInUtc(String text) {
    assertEquals(text, Timestamps.format(Instant.parse(text).toEpochMilli()));
  }

  @ParameterizedTest
  @CsvSource({
    "0,1970-01-01T00:00:00.000Z",
    "1,1970-01-01T00:00:00.000001Z",
    "1767225600123000,2026-01-01T00:00:00.123Z",
    "1767225600123456,2026-01-01T00:00:00.123456Z",
    "1767225600123400,2026-01-01T00:00:00.123400Z",
    "-1,1969-12-31T23:59:59.999999Z"
  })
  void microsecondsAreWrittenWhereTheLastThreeDigitsAreNotZero(long micros, String text) {
    assertEquals(text, Timestamps.formatMicros(micros));
    assertEquals(Instant.parse(text), Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }

  @Test
  void finerDigitsAreCutTowardsThePast() {
    assertEquals(1, Timestamps.toMillis(1_999));
    assertEquals(-1, Timestamps.toMillis(-1));
    assertEquals(2_000, Timestamps.toMicros(2));
  }

  @Test
  void anyTimeIsWrittenAsJavaTimeWouldWriteIt() {
    DateTimeFormatter expected =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    long first = Instant.parse("-0002-01-01T00:00:00Z").toEpochMilli();
    long span = ChronoUnit.DAYS.getDuration().toMillis() * 366 * 10_010;
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      long time = first + (long) (random.nextDouble() * span);
      assertEquals(expected.format(Instant.ofEpochMilli(time)), Timestamps.format(time));
    }
  }
}

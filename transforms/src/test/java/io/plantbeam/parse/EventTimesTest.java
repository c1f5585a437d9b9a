package io.plantbeam.parse;

import static io.plantbeam.parse.EventTimes.NONE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimesTest {
  private static final List<DateTimeFormatter> FORMS =
      Stream.of(
              "uuuuMMdd'T'HHmmss.SSSSSSxx",
              "uuuu-MM-dd HH:mm:ss,SSSSSSxxx",
              "YYYY-'W'ww-e'T'HH:mm:ss.SSSSSSXXX",
              "YYYY'W'wwe'T'HHmmss.SSSSSSXX",
              "uuuu-DDD't'HH:mm:ss.SSSSSSxxx",
              "uuuuDDD'T'HHmmss,SSSSSSxx")
          // Weeks of ISO-8601, which the root locale does not have.
          .map(pattern -> DateTimeFormatter.ofPattern(pattern, Locale.UK))
          .toList();

  private static long parse(String text) {
    byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
    return EventTimes.parse(bytes, 1, bytes.length - 1);
  }

  private static long parseLocal(String text) {
    byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
    return EventTimes.parseLocal(bytes, 1, bytes.length - 1);
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
    "9998-12-31T23:59:59.9999999Z,9998-12-31T23:59:59.999999Z",
    "2026-01-01T01:00:00+0100,2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00+0000,2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00-0000,2026-01-01T00:00:00Z",
    "2025-12-31T19:00:00.250-0500,2026-01-01T00:00:00.250Z",
    "'2026-01-01T00:00:00,5Z',2026-01-01T00:00:00.500Z",
    "'2026-01-01T00:00:00,123456789+00:00',2026-01-01T00:00:00.123456Z",
    "20260102T030405Z,2026-01-02T03:04:05Z",
    "20260102T030405.000001Z,2026-01-02T03:04:05.000001Z",
    "20260102T030405+0200,2026-01-02T01:04:05Z",
    "20260102T030405-03,2026-01-02T06:04:05Z",
    "20260102T0304Z,2026-01-02T03:04:00Z",
    "20260102T03Z,2026-01-02T03:00:00Z",
    "2026-01-02T03Z,2026-01-02T03:00:00Z",
    "2026-01-02T03.5Z,2026-01-02T03:30:00Z",
    "2026-01-02T03:04.25Z,2026-01-02T03:04:15Z",
    "2025-12-31T24:00:00Z,2026-01-01T00:00:00Z",
    "2025-12-31T24:00:00.000Z,2026-01-01T00:00:00Z",
    "2025-12-31T24:00Z,2026-01-01T00:00:00Z",
    "20251231T240000Z,2026-01-01T00:00:00Z",
    "2026-01-02T24:00:00+01:00,2026-01-02T23:00:00Z",
    "2026-01-01 00:00:00Z,2026-01-01T00:00:00Z",
    "2026-01-01 01:00:00.5+01:00,2026-01-01T00:00:00.500Z",
    "2026-01-01t00:00:00+00:00,2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00z,2026-01-01T00:00:00Z",
    "2026-W09-7T08:00:00Z,2026-03-01T08:00:00Z",
    "2026W097T080000Z,2026-03-01T08:00:00Z",
    "2020-W53-5T00:00:00Z,2021-01-01T00:00:00Z",
    "2025-W01-1T00:00:00Z,2024-12-30T00:00:00Z",
    "2026-060T08:00:00Z,2026-03-01T08:00:00Z",
    "2026060T080000Z,2026-03-01T08:00:00Z",
    "2024-366T00:00:00Z,2024-12-31T00:00:00Z",
    "2016-12-31T23:59:60Z,2017-01-01T00:00:00Z",
    "2017-01-01T00:59:60+01:00,2017-01-01T00:00:00Z",
    "2015-06-30T23:59:60.5Z,2015-07-01T00:00:00.500Z"
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
        "2026-01-01 00:00:00",
        "2026-01-01 00:00:00 Z",
        "2026-01-01 00:00:00 UTC",
        "2026-01-01  00:00:00Z",
        "2026-01-01_00:00:00Z",
        " 2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00Z ",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-01-00T00:00:00Z",
        "2026-01-32T00:00:00Z",
        "2026-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2026-01-01T24:00:01Z",
        "2026-01-01T24:00:00.1Z",
        "2026-01-01T24:01Z",
        "2026-01-01T25:00:00Z",
        "2026-W54-1T00:00:00Z",
        "2026-W53-8T00:00:00Z",
        "2025-W53-1T00:00:00Z",
        "2026-W00-1T00:00:00Z",
        "2026-W09T00:00:00Z",
        "2026-366T00:00:00Z",
        "2026-000T00:00:00Z",
        "20260101",
        "20260101T000000",
        "20260101000000Z",
        "20261301T000000Z",
        "20260101T0000000Z",
        "20260101T00000Z",
        "2026-01-01T00:00:00,Z",
        "2026-01-01T00:00:00.+01:00",
        "2026-01-01T00:00:00+1",
        "2026-01-01T00:00:00+010",
        "2026-01-01T00:00:00+01:0",
        "2026-01-01T00:00:00+0160",
        "2026-01-01T00:00:00+1801",
        "2026-02-01T23:59:60Z",
        "2016-12-31T23:58:60Z",
        "2016-12-31T23:59:60+01:00",
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
        "9999-01-01T00:00:00Z",
        "9998-12-31T23:59:59-00:01",
        "9999-12-31T23:59:59Z",
        "+10000-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z",
        "２０26-01-01T00:00:00Z",
        "2026-01-01T00:00:00.0000000000000000000000000000000000000000000000000000000000Z"
      })
  void anythingElseIsNoTime(String text) {
    assertEquals(NONE, parse(text));
  }

  @Test
  void agreesWithJavaTimeOnRandomTimes() {
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      OffsetDateTime time =
          Instant.ofEpochSecond(
                  random.nextLong(86_400, 253_370_764_799L - 86_400), random.nextInt(1_000_000_000))
              .atOffset(ZoneOffset.ofTotalSeconds(random.nextInt(-18 * 60, 18 * 60 + 1) * 60));
      assertEquals(micros(time.toInstant()), parse(time.toString()), time::toString);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-01T00:00:00",
    "2026-01-01 00:00:00",
    "2026-01-01T00:00",
    "20260101T000000",
    "2026-01-01t00:00:00.000",
    "2025-12-31T24:00:00",
    "2026-001T00:00:00"
  })
  void textWithoutAnOffsetIsWhatClocksShow(String text) {
    assertEquals(NONE, parse(text));
    assertEquals(micros(Instant.parse("2026-01-01T00:00:00Z")), parseLocal(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00+01:00",
        "2026-01-01",
        "2016-12-31T23:59:60",
        "1767225600000",
        "now"
      })
  void textWithAnOffsetOrWithoutATimeIsNotWhatClocksShow(String text) {
    assertEquals(NONE, parseLocal(text));
  }

  @Test
  void everyFormOfRandomTimesIsTheSameInstant() {
    Random random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      OffsetDateTime time =
          Instant.ofEpochSecond(
                  random.nextLong(86_400 * 400L, 253_370_764_800L - 86_400 * 400L),
                  random.nextInt(1_000_000) * 1000L)
              .atOffset(ZoneOffset.ofTotalSeconds(random.nextInt(-18 * 60, 18 * 60 + 1) * 60));
      long micros = micros(time.toInstant());
      for (DateTimeFormatter form : FORMS) {
        String text = form.format(time);
        assertEquals(micros, parse(text), text);
      }
    }
  }
}

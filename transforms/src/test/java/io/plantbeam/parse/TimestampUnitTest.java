package io.plantbeam.parse;

import static io.plantbeam.parse.EventTimes.NONE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TimestampUnitTest {
  private static final TimestampUnit[] UNITS = {
    TimestampUnit.S, TimestampUnit.MS, TimestampUnit.US, TimestampUnit.NS
  };

  private static long micros(String instant) {
    Instant time = Instant.parse(instant);
    return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
  }

  @ParameterizedTest
  @CsvSource({
    "S,1772352000,2026-03-01T08:00:00Z",
    "MS,1772352000000,2026-03-01T08:00:00Z",
    "MS,1772352000123,2026-03-01T08:00:00.123Z",
    "US,1772352000000001,2026-03-01T08:00:00.000001Z",
    "NS,1772352000000001999,2026-03-01T08:00:00.000001Z",
    "S,315532800,1980-01-01T00:00:00Z",
    "MS,315532800000,1980-01-01T00:00:00Z",
    "US,315532800000000,1980-01-01T00:00:00Z",
    "NS,315532800000000000,1980-01-01T00:00:00Z",
    "S,253370764799,9998-12-31T23:59:59Z",
    "MS,253370764799999,9998-12-31T23:59:59.999Z",
    "US,253370764799999999,9998-12-31T23:59:59.999999Z",
    "NS,9223372036854775807,2262-04-11T23:47:16.854775Z"
  })
  void numberIsAnInstantInItsUnitAndByItsSize(TimestampUnit unit, long number, String instant) {
    assertEquals(micros(instant), unit.toMicros(number));
    assertEquals(micros(instant), TimestampUnit.AUTO.toMicros(number));
  }

  @ParameterizedTest
  @CsvSource({
    "S,1772352000.123,2026-03-01T08:00:00.123Z",
    "S,1772352000.123456,2026-03-01T08:00:00.123456Z",
    "S,1.772352e9,2026-03-01T08:00:00Z",
    "MS,1772352000000.5,2026-03-01T08:00:00.000500Z",
    "MS,1.772352e12,2026-03-01T08:00:00Z",
    "US,1772352000000000.25,2026-03-01T08:00:00Z",
    "NS,1.772352e18,2026-03-01T08:00:00Z"
  })
  void fractionIsKeptToTheMicrosecond(TimestampUnit unit, double number, String instant) {
    assertEquals(micros(instant), unit.toMicros(number));
    assertEquals(micros(instant), TimestampUnit.AUTO.toMicros(number));
  }

  @ParameterizedTest
  @EnumSource
  void zeroUptimesAndWhatIsNoNumberAreNoTime(TimestampUnit unit) {
    for (long number : new long[] {0, 1, -1, 123_456, 315_532_799, Long.MIN_VALUE}) {
      assertEquals(NONE, unit.toMicros(number), () -> unit + " " + number);
      assertEquals(NONE, unit.toMicros((double) number), () -> unit + " " + number);
    }
    for (double number :
        new double[] {
          0.5, -0.0, -1772352000.5, 1e300, -1e300, Double.NaN, 1.0 / 0.0, -1.0 / 0.0, 0x1p63
        }) {
      assertEquals(NONE, unit.toMicros(number), () -> unit + " " + number);
    }
  }

  @Test
  void timeOfThisCenturyIsATimeInNoOtherUnit() {
    Random random = new Random(3);
    for (int i = 0; i < 10_000; i++) {
      long seconds = random.nextLong(946_684_800L, 4_102_444_800L);
      long number = seconds;
      for (TimestampUnit unit : UNITS) {
        for (TimestampUnit other : UNITS) {
          long expected = unit == other ? seconds * 1_000_000 : NONE;
          long given = number;
          assertEquals(expected, other.toMicros(number), () -> given + " in " + other);
        }
        assertEquals(seconds * 1_000_000, TimestampUnit.AUTO.toMicros(number));
        number *= 1000;
      }
    }
  }

  @Test
  void optionNamesTheUnit() {
    for (TimestampUnit unit : TimestampUnit.values()) {
      assertEquals(unit, TimestampUnit.ofOption(unit.option()));
    }
    assertEquals("us", TimestampUnit.US.option());
  }
}

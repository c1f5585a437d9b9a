package io.plantbeam.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TimeFormTest {
  private static final long END_OF_YEAR_9999 = 253_402_300_799_999L;

  private static byte[] written(long micros) {
    ByteWriter out = new ByteWriter(16);
    out.writeTime(micros);
    return out.toByteArray();
  }

  @Property
  void aTimeIsReadAsItWasWritten(
      @ForAll @LongRange(min = -1_000_000, max = END_OF_YEAR_9999 * 1000 + 999) long micros) {
    assertEquals(micros, new ByteReader(written(micros)).readTime());
  }

  @Property
  void wholeMillisecondsTakeTheBytesOfTheirNumber(
      @ForAll @LongRange(min = 0, max = END_OF_YEAR_9999) long millis) {
    ByteWriter number = new ByteWriter(16);
    number.writeSignedVarLong(millis);
    assertArrayEquals(number.toByteArray(), written(millis * 1000));
  }

  @Property
  void theReaderIsToldTheUnit(
      @ForAll @LongRange(min = 0, max = END_OF_YEAR_9999) long millis,
      @ForAll @LongRange(min = 1, max = 999) long rest) {
    assertTrue(new ByteReader(written(millis * 1000)).isTimeInMillis());
    assertFalse(new ByteReader(written(millis * 1000 + rest)).isTimeInMillis());
    ByteWriter out = new ByteWriter(16);
    out.writeTime(millis * 1000, false);
    ByteReader in = new ByteReader(out.toByteArray());
    assertFalse(in.isTimeInMillis());
    assertEquals(millis * 1000, in.readTime());
  }

  @Test
  void noTimeIsTheLeastLong() {
    assertEquals(Long.MIN_VALUE, new ByteReader(written(Long.MIN_VALUE)).readTime());
    assertEquals(10, written(Long.MIN_VALUE).length);
  }
}

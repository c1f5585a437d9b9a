package io.plantbeam.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.model.SeriesInfo;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class InternerTest {
  private static SeriesInfo info(String sensor, String unit) {
    return new SeriesInfo(sensor, "temperature", null, "plant-1", unit);
  }

  private static byte[] written(SeriesInfo info) {
    ByteWriter out = new ByteWriter(4);
    info.write(out);
    return out.toByteArray();
  }

  @Test
  void sameBytesAreReadAsOneInstance() {
    byte[] bytes = written(info("one", "°C"));
    SeriesInfo first = SeriesInfo.read(new ByteReader(bytes));
    assertEquals(info("one", "°C"), first);
    assertSame(first, SeriesInfo.read(new ByteReader(bytes)));
  }

  @Test
  void anInstanceThatWasWrittenBeforeGivesTheSameBytes() {
    SeriesInfo info = info("two", null);
    assertArrayEquals(written(info), written(info));
    assertArrayEquals(written(info), written(info("two", null)));
  }

  @Test
  void valuesThatShareSlotsStayApart() {
    for (int i = 0; i < 200_000; i++) {
      SeriesInfo info = info("sensor-" + i, "bar");
      ByteReader in = new ByteReader(written(info));
      assertEquals(info, SeriesInfo.read(in));
      assertTrue(in.atEnd());
    }
  }

  @Test
  void readingPastTheEndIsAnError() {
    byte[] bytes = written(info("three", "bar"));
    for (int length = 0; length < bytes.length; length++) {
      ByteReader in = new ByteReader(Arrays.copyOf(bytes, length));
      assertThrows(IndexOutOfBoundsException.class, () -> SeriesInfo.read(in));
    }
  }
}

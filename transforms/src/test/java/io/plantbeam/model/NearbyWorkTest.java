package io.plantbeam.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class NearbyWorkTest {
  private static final PlannedWork FIRST = new PlannedWork(100, 200, "a");
  private static final PlannedWork SECOND = new PlannedWork(300, 400, "a");
  private static final PlannedWork THIRD = new PlannedWork(410, 500, "b");
  private static final NearbyWork BETWEEN = new NearbyWork(FIRST, false, List.of(SECOND, THIRD));

  @Test
  void aSpanOverlapsWorkThatItHasAMomentOf() {
    assertNull(BETWEEN.overlapping(0, 100));
    assertSame(FIRST, BETWEEN.overlapping(0, 101));
    assertSame(FIRST, BETWEEN.overlapping(199, 250));
    assertNull(BETWEEN.overlapping(200, 300));
    assertSame(SECOND, BETWEEN.overlapping(250, 450));
    assertSame(THIRD, BETWEEN.overlapping(405, 450));
    assertSame(FIRST, BETWEEN.overlapping(150, 350));
  }

  @Test
  void aMomentIsInWorkFromItsBeginningToBeforeItsEnd() {
    assertNull(BETWEEN.overlapping(299, 299));
    assertSame(SECOND, BETWEEN.overlapping(300, 300));
    assertSame(SECOND, BETWEEN.overlapping(399, 399));
    assertNull(BETWEEN.overlapping(400, 400));
  }

  @Test
  void anAllowanceBeginsAnewAtTheEndOfWorkThatBeginsWithinIt() {
    assertEquals(299, BETWEEN.dueMicros(250, 49));
    assertEquals(405, BETWEEN.dueMicros(295, 5));
    assertEquals(550, BETWEEN.dueMicros(250, 50));
    assertEquals(600, BETWEEN.dueMicros(350, 100));
    assertEquals(700, BETWEEN.dueMicros(600, 100));
  }

  @Test
  void form() {
    ByteWriter out = new ByteWriter(64);
    BETWEEN.write(out);
    assertEquals("01029103640261b1096400e90c5a0262", HexFormat.of().formatHex(out.toByteArray()));
    assertEquals(BETWEEN, NearbyWork.read(new ByteReader(out.toByteArray())));
  }
}

package io.plantbeam.deduplicate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class SeenTimesTest {
  private static final long TEN_MINUTES = 600_000;

  @Property(tries = 500)
  void agreesWithAPlainSetOfTimes(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 60) int within,
      @ForAll @IntRange(min = 1, max = 12) int disorder)
      throws CoderException {
    Random random = new Random(seed);
    SeenTimes seen = new SeenTimes();
    TreeSet<Long> expected = new TreeSet<>();
    long clock = -100;
    for (int i = 0; i < 400; i++) {
      clock += random.nextInt(4) == 0 ? random.nextInt(6) : 1;
      long time = clock - random.nextInt(disorder) * (random.nextInt(20) == 0 ? 10L : 1L);

      boolean forgotten = !expected.isEmpty() && time < expected.last() - within;
      boolean isNew = forgotten || expected.add(time);
      expected.headSet(expected.last() - within).clear();

      assertEquals(isNew, seen.add(time, within), () -> "at " + time + " of " + expected);
      if (random.nextInt(10) == 0) {
        SeenTimes decoded = CoderUtils.clone(SeenTimes.SeenTimesCoder.INSTANCE, seen);
        assertEquals(seen, decoded);
        seen = decoded;
      }
    }
    for (long time : expected) {
      assertFalse(seen.add(time, within));
    }
  }

  @Test
  void aMillionRegularReadingsTakeAFewBytes() throws CoderException {
    SeenTimes seen = new SeenTimes();
    for (int i = 0; i < 1_000_000; i++) {
      assertTrue(seen.add(i * 1_000L, TEN_MINUTES));
      assertFalse(seen.add(i * 1_000L, TEN_MINUTES));
    }
    assertEquals(1, seen.runs());
    assertTrue(encodedSize(seen) < 20);
  }

  @Test
  void aMillionIrregularReadingsOutOfOrderTakeBoundedSpace() throws CoderException {
    Random random = new Random(7);
    SeenTimes seen = new SeenTimes();
    int mostRuns = 0;
    for (int i = 0; i < 1_000_000; i++) {
      seen.add(i * 1_000L + random.nextInt(1_000) - random.nextInt(3) * 5_000L, TEN_MINUTES);
      mostRuns = Math.max(mostRuns, seen.runs());
    }
    assertTrue(mostRuns <= 620);
    assertTrue(encodedSize(seen) < 4_000);
  }

  @Test
  void swappedNeighboursJoinIntoOneRunAgain() {
    SeenTimes seen = new SeenTimes();
    for (long time : new long[] {1, 2, 4, 3, 6, 5, 7, 9, 8, 10}) {
      assertTrue(seen.add(time, 100));
    }
    assertEquals(1, seen.runs());
  }

  @Test
  void extremeTimesAreRemembered() {
    SeenTimes seen = new SeenTimes();
    long least = -9_223_372_036_854_775L;
    assertTrue(seen.add(least, TEN_MINUTES));
    assertFalse(seen.add(least, TEN_MINUTES));
    assertTrue(seen.add(-least, TEN_MINUTES));
    assertFalse(seen.add(-least, TEN_MINUTES));
    assertTrue(seen.add(least, TEN_MINUTES));
  }

  @Test
  void savedFormOfTheFirstReleaseIsWrittenAndRead() throws CoderException {
    String golden = "010d02a09c0103904ed00f02bce601";
    SeenTimes seen = new SeenTimes();
    for (long time : new long[] {10_000, 20_000, 30_000, 31_000, 60_500}) {
      seen.add(time, TEN_MINUTES);
    }
    byte[] saved = CoderUtils.encodeToByteArray(SeenTimes.SeenTimesCoder.INSTANCE, seen);
    assertEquals(golden, HexFormat.of().formatHex(saved));
    SeenTimes read =
        CoderUtils.decodeFromByteArray(
            SeenTimes.SeenTimesCoder.INSTANCE, HexFormat.of().parseHex(golden));
    assertFalse(read.add(31_000, TEN_MINUTES));
    assertFalse(read.add(60_500, TEN_MINUTES));
    assertTrue(read.add(40_000, TEN_MINUTES));
  }

  private static int encodedSize(SeenTimes seen) throws CoderException {
    return CoderUtils.encodeToByteArray(SeenTimes.SeenTimesCoder.INSTANCE, seen).length;
  }
}

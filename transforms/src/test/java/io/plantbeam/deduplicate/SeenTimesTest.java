package io.plantbeam.deduplicate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.deduplicate.SeenTimes.Sight;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class SeenTimesTest {
  private static final long TEN_MINUTES = 600_000_000;

  private static final long NOON = 1_767_268_800_000_000L;
  private static final long YEAR_2099 = 4_070_908_800_000_000L;

  @Property(tries = 500)
  void agreesWithAPlainSetOfTimesWhateverSingleTimesOfWrongClocksComeBetween(
      @ForAll long seed,
      @ForAll @IntRange(min = 12, max = 60) int within,
      @ForAll @IntRange(min = 1, max = 6) int disorder)
      throws CoderException {
    Random random = new Random(seed);
    SeenTimes seen = new SeenTimes();
    TreeSet<Long> expected = new TreeSet<>();
    long clock = -100;
    for (int i = 0; i < 400; i++) {
      if (expected.size() > 1 && random.nextInt(20) == 0) {
        long wrong = clock + (i + 1) * 1_000L;
        assertTrue(seen.add(wrong, within));
        assertFalse(seen.add(wrong, within));
      }
      clock += random.nextInt(4) == 0 ? random.nextInt(6) : 1;
      long time = clock - random.nextInt(disorder);
      if (expected.isEmpty() || time >= expected.last() - within) {
        assertEquals(
            expected.add(time), seen.add(time, within), () -> "at " + time + " of " + expected);
        expected.headSet(expected.last() - within).clear();
      }
      if (random.nextInt(10) == 0) {
        seen = restored(seen);
      }
    }
    for (long time : expected) {
      assertFalse(seen.add(time, within));
    }
  }

  @Property(tries = 300)
  void adjacentReadingsOfOneTimeAreToldByTheirValuesWhateverIsSavedBetween(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 1_000) int unit) throws CoderException {
    Random random = new Random(seed);
    SeenTimes seen = new SeenTimes();
    Set<Double> values = new HashSet<>();
    long time = NOON;
    for (int i = 0; i < 200; i++) {
      if (random.nextInt(3) == 0) {
        time += unit * (1L + random.nextInt(3));
        values.clear();
      }
      double value = random.nextInt(4);
      Sight expected =
          values.isEmpty()
              ? Sight.NEW
              : values.contains(value) ? Sight.REPEATED : Sight.OTHER_VALUE;
      assertEquals(expected, seen.add(time, value, TEN_MINUTES));
      values.add(value);
      if (random.nextInt(10) == 0) {
        seen = restored(seen);
      }
    }
  }

  @Test
  void aClockThatStandsStillTakesBoundedSpace() throws CoderException {
    SeenTimes seen = new SeenTimes();
    assertEquals(Sight.NEW, seen.add(NOON, 0, TEN_MINUTES));
    for (int i = 1; i < 10_000; i++) {
      assertEquals(Sight.OTHER_VALUE, seen.add(NOON, i, TEN_MINUTES));
    }
    assertEquals(Sight.REPEATED, seen.add(NOON, 7, TEN_MINUTES));
    assertTrue(encodedSize(seen) < 20_000);
  }

  @Test
  void valuesOfForgottenTimesAreForgotten() throws CoderException {
    SeenTimes seen = new SeenTimes();
    for (int second = 0; second < 10_000; second++) {
      seen.add(NOON + second * 1_000_000L, 1, TEN_MINUTES);
      assertEquals(Sight.OTHER_VALUE, seen.add(NOON + second * 1_000_000L, 2, TEN_MINUTES));
    }
    assertTrue(encodedSize(seen) < 2 * 600 * 20);
    assertEquals(Sight.REPEATED, seen.add(NOON + 9_500_000_000L, 2, TEN_MINUTES));
    assertEquals(Sight.OTHER_VALUE, seen.add(NOON + 9_500_000_000L, 3, TEN_MINUTES));
  }

  @Property(tries = 500)
  void noTimeIsKnownBeforeItCameAndSpaceIsBoundedWhateverTheOrder(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 60) int within,
      @ForAll @IntRange(min = 1, max = 400) int disorder)
      throws CoderException {
    Random random = new Random(seed);
    SeenTimes seen = new SeenTimes();
    Set<Long> came = new HashSet<>();
    for (int i = 0; i < 400; i++) {
      long time = i - (long) (disorder * Math.pow(random.nextDouble() * 2 - 1, 5));
      boolean isNew = seen.add(time, within);
      assertTrue(isNew || came.contains(time), () -> time + " was not there before");
      came.add(time);
      assertFalse(seen.add(time, within));
      assertTrue(seen.runs() <= 2 * (within + 1));
      if (random.nextInt(10) == 0) {
        seen = restored(seen);
      }
    }
  }

  @Test
  void oneTimeFarAheadMakesNothingForgottenAndIsKnownItself() {
    SeenTimes seen = new SeenTimes();
    addSeconds(seen, NOON, 0, 600);
    assertTrue(seen.add(YEAR_2099, TEN_MINUTES));
    for (long second = 601; second < 700; second++) {
      assertTrue(seen.add(NOON + second * 1_000_000, TEN_MINUTES));
      assertFalse(seen.add(NOON + second * 1_000_000, TEN_MINUTES));
      assertFalse(seen.add(NOON + (second - 600) * 1_000_000, TEN_MINUTES));
      assertFalse(seen.add(YEAR_2099, TEN_MINUTES));
    }
  }

  @Test
  void severalTimesFarAheadInARowMakeNothingForgotten() {
    SeenTimes seen = new SeenTimes();
    addSeconds(seen, NOON, 0, 600);
    for (int year = 1; year < 5; year++) {
      assertTrue(seen.add(YEAR_2099 + year * 31_536_000_000_000L, TEN_MINUTES));
    }
    assertKnown(seen, NOON, 0, 600);
  }

  @Test
  void aClockThatIsWrongForAnHourAndThenRepairedIsFollowedBothTimes() {
    SeenTimes seen = new SeenTimes();
    addSeconds(seen, NOON, 0, 600);
    addSeconds(seen, YEAR_2099, 0, 3_600);
    assertKnown(seen, YEAR_2099, 3_000, 3_600);
    addSeconds(seen, NOON, 4_200, 4_800);
    assertKnown(seen, NOON, 4_200, 4_800);
    assertTrue(seen.add(YEAR_2099 + 31_536_000_000_000L, TEN_MINUTES));
    assertKnown(seen, NOON, 4_200, 4_800);
  }

  @Test
  void afterASilenceTheTimesBeforeItAreKnownUntilTheNewOnesHaveMovedOn() {
    SeenTimes seen = new SeenTimes();
    addSeconds(seen, NOON, 0, 600);
    long days = 3 * 86_400;
    addSeconds(seen, NOON, days, days + 600);
    assertKnown(seen, NOON, days, days + 600);
    assertEquals(2, seen.runs());
    assertFalse(seen.add(NOON + 5_000_000, TEN_MINUTES));

    addSeconds(seen, NOON, days + 601, days + 1_201);
    assertEquals(1, seen.runs());
    assertTrue(seen.add(NOON + 5_000_000, TEN_MINUTES));
  }

  @Test
  void readingsFromLongAgoThatComeBetweenNewOnesAreKnownWhenTheyComeAgain() {
    SeenTimes seen = new SeenTimes();
    for (long second = 0; second < 3_600; second++) {
      assertTrue(seen.add(NOON + second * 1_000_000, TEN_MINUTES));
      long longAgo = NOON - 86_400_000_000L + second * 1_000_000;
      assertTrue(seen.add(longAgo, TEN_MINUTES));
      assertFalse(seen.add(longAgo, TEN_MINUTES));
    }
    assertKnown(seen, NOON, 3_000, 3_599);
    assertKnown(seen, NOON - 86_400_000_000L, 3_000, 3_599);
  }

  @Test
  void readingsFromLongAgoCatchUp() {
    SeenTimes seen = new SeenTimes();
    addSeconds(seen, NOON, 0, 1_800);
    addSeconds(seen, NOON, -3_600, -1);
    assertFalse(seen.add(NOON + 1_200_000_000, TEN_MINUTES));
    assertKnown(seen, NOON, 1_200, 1_800);
    addSeconds(seen, NOON, 1_801, 2_400);
    assertKnown(seen, NOON, 1_800, 2_400);
  }

  private static void addSeconds(SeenTimes seen, long base, long first, long last) {
    for (long second = first; second <= last; second++) {
      assertTrue(seen.add(base + second * 1_000_000, TEN_MINUTES));
    }
  }

  private static void assertKnown(SeenTimes seen, long base, long first, long last) {
    for (long second = first; second <= last; second++) {
      assertFalse(seen.add(base + second * 1_000_000, TEN_MINUTES));
    }
  }

  private static SeenTimes restored(SeenTimes seen) throws CoderException {
    SeenTimes restored = CoderUtils.clone(SeenTimes.SeenTimesCoder.INSTANCE, seen);
    assertEquals(seen, restored);
    return restored;
  }

  @Test
  void aMillionRegularReadingsTakeAFewBytes() throws CoderException {
    SeenTimes seen = new SeenTimes();
    for (int i = 0; i < 1_000_000; i++) {
      assertTrue(seen.add(i * 1_000_000L, TEN_MINUTES));
      assertFalse(seen.add(i * 1_000_000L, TEN_MINUTES));
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
      seen.add(
          (i * 1_000L + random.nextInt(1_000) - random.nextInt(3) * 5_000L) * 1_000, TEN_MINUTES);
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
    assertFalse(seen.add(least, TEN_MINUTES));
  }

  @Test
  void savedFormOfOneSetIsWrittenAndRead() throws CoderException {
    SeenTimes seen = new SeenTimes();
    for (long time : new long[] {10_000, 20_000, 30_000, 31_000, 60_500}) {
      seen.add(time * 1_000, TEN_MINUTES);
    }
    assertSaved("010f02a09c0103904ed00f02bce6010000", seen);
  }

  @Test
  void savedFormOfTwoSetsIsWrittenAndRead() throws CoderException {
    SeenTimes seen = new SeenTimes();
    for (long time : new long[] {2_000_000, 1_000_000, 2_001_000}) {
      seen.add(time * 1_000, TEN_MINUTES);
    }
    assertSaved("0110018092f40102e8070180897a01e80700", seen);
  }

  private static void assertSaved(String golden, SeenTimes seen) throws CoderException {
    byte[] saved = CoderUtils.encodeToByteArray(SeenTimes.SeenTimesCoder.INSTANCE, seen);
    assertEquals(golden, HexFormat.of().formatHex(saved));
    assertEquals(seen, decoded(golden));
  }

  private static SeenTimes decoded(String saved) throws CoderException {
    return CoderUtils.decodeFromByteArray(
        SeenTimes.SeenTimesCoder.INSTANCE, HexFormat.of().parseHex(saved));
  }

  private static int encodedSize(SeenTimes seen) throws CoderException {
    return CoderUtils.encodeToByteArray(SeenTimes.SeenTimesCoder.INSTANCE, seen).length;
  }
}

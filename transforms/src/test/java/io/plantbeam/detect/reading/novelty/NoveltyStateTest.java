package io.plantbeam.detect.reading.novelty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.codec.ByteWriter;
import io.plantbeam.detect.reading.novelty.NoveltyState.NoveltyStateCoder;
import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class NoveltyStateTest {
  private static final int MOST_BYTES = 5_000;

  @Property(tries = 60)
  void aStateThatIsSavedAndRestoredAnywhereGivesTheSameScores(@ForAll long seed)
      throws CoderException {
    Random random = new Random(seed);
    TestSeries uninterrupted = new TestSeries();
    TestSeries restored = new TestSeries();
    double level = 0;
    for (int i = 0; i < 600; i++) {
      level += random.nextInt(100) == 0 ? 10 * random.nextGaussian() : random.nextGaussian();
      assertEquals(uninterrupted.next(level), restored.next(level));
      if (random.nextInt(20) == 0) {
        byte[] encoded = encode(restored.state());
        restored.restore(CoderUtils.decodeFromByteArray(NoveltyStateCoder.INSTANCE, encoded));
        assertArrayEquals(encoded, encode(restored.state()));
      }
    }
  }

  /** If this must change, the coder's version is raised, and the old form is still read. */
  @Test
  void theBinaryFormIsThatOfEarlierReleases() throws CoderException {
    TestSeries series = new TestSeries();
    series.next(1);
    series.next(2.5);
    String expected =
        "01b6030240040000000000003ff2000000000000000000000000000000023ffc"
            + "000000000000a0f63b02400c"
            + "00".repeat(30)
            + "023ffc0000000000003ff8000000000000023fe000003fc0"
            + "00".repeat(169)
            + "02023ff800000000000000000000000000003ff800000000000001013ff80000"
            + "000000003ff800000000000002023ff000000000000040040000000000003ff0"
            + "00000000000040040000000000003ff00000000000003ff20000000000007ff0"
            + "000000000000fff00000000000007ff0000000000000fff00000000000007ff0"
            + "000000000000fff00000000000007ff0000000000000fff00000000000007ff0"
            + "000000000000fff0000000000000";
    assertEquals(expected, HexFormat.of().formatHex(encode(series.state())));
  }

  @Test
  void tenMillionReadingsLeaveASmallState() throws CoderException {
    TestSeries series = new TestSeries();
    Random random = new Random(1);
    double level = 0;
    for (int i = 0; i < 10_000_000; i++) {
      level += random.nextInt(64) - 31.5;
      series.next(level);
      if (i % 1_000_000 == 0) {
        int bytes = encode(series.state()).length;
        assertTrue(bytes < MOST_BYTES, bytes + " bytes after " + i);
      }
    }
    int bytes = encode(series.state()).length;
    assertTrue(bytes < MOST_BYTES, bytes + " bytes");
  }

  @Test
  void scoresThatFallAllTheTimeAreTheMostToRemember() {
    RecentHigh high = new RecentHigh();
    int within = NoveltyParameters.DEFAULTS.newHighReadings();
    for (int i = 0; i < 1_000; i++) {
      assertEquals(i == 0, high.add(1_000 - i, within));
    }
    ByteWriter out = new ByteWriter(16);
    high.write(out);
    assertTrue(out.size() < 10 * (within + 2), out.size() + " bytes");
  }

  @Test
  void aHighIsForgottenAfterThatManyScores() {
    RecentHigh high = new RecentHigh();
    assertTrue(high.add(5, 3));
    for (int i = 0; i < 3; i++) {
      assertEquals(false, high.add(4 - i, 3), "the 5 is still near");
    }
    assertTrue(high.add(4.5, 3), "above 4, 3 and 2");
  }

  private static byte[] encode(NoveltyState state) throws CoderException {
    return CoderUtils.encodeToByteArray(NoveltyStateCoder.INSTANCE, state);
  }
}

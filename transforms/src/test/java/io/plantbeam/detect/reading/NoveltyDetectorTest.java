package io.plantbeam.detect.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.model.Origin;
import io.plantbeam.model.Position;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.Reading;
import io.plantbeam.model.SeriesInfo;
import org.junit.jupiter.api.Test;

class NoveltyDetectorTest {
  private static final long START = 1_767_225_600_000L;
  private static final SeriesInfo SERIES = new SeriesInfo("s-1", "temperature", null, null, null);
  private static final Position POSITION = new Position(Origin.ofPartition("t", 0), 0);

  private final NoveltyDetector detector = new NoveltyDetector(NoveltyParameters.DEFAULTS);
  private final NoveltyState state = detector.initial();
  private long time = START;

  @Test
  void aConstantSeriesIsNeverAbnormal() {
    for (int i = 0; i < 5_000; i++) {
      assertEquals(Score.NONE, next(71.3));
    }
  }

  @Test
  void aStepBeyondThePastRangeAlertsAndSaysWhatWasExpected() {
    alternate(200);

    Score score = next(40);

    assertTrue(score.alert());
    assertEquals("value", score.view());
    assertEquals(40, score.seen());
    assertEquals(10, score.low());
    assertEquals(20, score.high());
    assertTrue(score.raw() > 1 - 1.0 / 21, "two widths outside");
  }

  @Test
  void whatIsNoNewHighDoesNotAlert() {
    alternate(200);
    assertTrue(next(40).alert());

    Score second = next(40.5);

    assertTrue(second.raw() > 0);
    assertEquals(0, second.gated());
    assertFalse(second.alert());
  }

  private void alternate(int readings) {
    for (int i = 0; i < readings; i++) {
      assertFalse(next(i % 2 == 0 ? 10 : 20).alert());
    }
  }

  private Score next(double value) {
    time += 60_000;
    return detector.update(state, new Reading(SERIES, time, value, 1, RangeCheck.OK, POSITION));
  }
}

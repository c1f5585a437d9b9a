package io.plantbeam.detect.guard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.detect.guard.GuardedPlant.Found;
import io.plantbeam.detect.reading.MinuteFigures;
import io.plantbeam.detect.reading.Score;
import io.plantbeam.detect.reading.Signal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class GuardDetectorTest {
  private static final int INTERVAL = 20;
  private static final int PER_HOUR = 3_600 / INTERVAL;
  private static final GuardDetector GUARD = new GuardDetector(GuardParameters.DEFAULTS);

  /** What the guard says of a sensor, without the views of its machine. */
  private static List<Found> judged(double[] values) {
    return GuardedPlant.run(0, new double[][] {values}, INTERVAL).stream()
        .filter(found -> !found.view().equals("move") && !found.view().equals("level"))
        .toList();
  }

  /** Noise around a level that has a daily cycle and, twice a day, another state. */
  private static double[] calm(int hours) {
    Random random = new Random(7);
    double[] values = new double[hours * PER_HOUR];
    for (int i = 0; i < values.length; i++) {
      double day = 3 * Math.sin(2 * Math.PI * i / (24.0 * PER_HOUR));
      double state = i / (6 * PER_HOUR) % 2 == 0 ? 0 : 25;
      values[i] = Math.rint(10 * (60 + state + day + random.nextGaussian())) / 10;
    }
    return values;
  }

  private static double[] with(double[] values, int from, int size, IntToDoubleFunction change) {
    for (int i = from; i < from + size; i++) {
      values[i] = change.applyAsDouble(i);
    }
    return values;
  }

  private static void assertFoundOnce(String view, int from, int withinReadings, List<Found> all) {
    assertEquals(List.of(view), all.stream().map(Found::view).toList());
    double delay = all.get(0).second() / INTERVAL - from;
    assertTrue(delay >= 0 && delay <= withinReadings, "after " + delay + " readings");
  }

  @Test
  void healthySeriesWithStartsAndStopsHasNoFindingInThreeDays() {
    assertEquals(List.of(), judged(calm(72)));
  }

  @Test
  void spikeIsAPulseOnceItIsOver() {
    double[] values = calm(30);
    int at = 29 * PER_HOUR;
    with(values, at, 2, i -> values[i] + 15);
    assertFoundOnce("pulse", at, 2, judged(values));
  }

  @Test
  void spikeSaysWhichReadingStandsOutOfWhichBounds() {
    double[] values = calm(30);
    int at = 29 * PER_HOUR;
    values[at] = 20;
    GuardState state = GUARD.initial();
    Score score = Score.NONE;
    for (int i = 0; i <= at + 1; i++) {
      score = update(state, i, values[i]);
    }
    assertTrue(score.alert());
    assertEquals("pulse: up to 3 readings that stand out", score.view());
    assertEquals(20, score.seen());
    assertTrue(score.low() > 20 && score.low() < Math.min(values[at - 1], values[at + 1]));
    assertTrue(Double.isNaN(score.high()));
    assertEquals(score.raw(), score.gated());
    assertTrue(score.gated() > 1);
  }

  @Test
  void noiseIsAZigzag() {
    double[] values = calm(30);
    Random random = new Random(3);
    int from = 29 * PER_HOUR;
    with(values, from, 60, i -> values[i] + 6 * random.nextGaussian());
    List<Found> found = judged(values);
    assertTrue(found.stream().anyMatch(one -> one.view().equals("zigzag")), found::toString);
    assertTrue(found.get(0).second() / INTERVAL - from <= 20, found::toString);
  }

  @Test
  void repeatedValueIsStuck() {
    double[] values = calm(30);
    int from = 29 * PER_HOUR;
    with(values, from, 60, i -> values[from]);
    assertFoundOnce("stuck", from, 15, judged(values));
  }

  /** A machine that stands still is calm. */
  @Test
  void repeatedValueAfterAChangeOfLevelIsNotStuck() {
    double[] values = calm(34);
    // The level changes with the hour.
    int from = 30 * PER_HOUR;
    with(values, from, 20, i -> 60 - 2 * (i - from));
    with(values, from + 20, 2 * PER_HOUR, i -> 20);
    List<Found> found = judged(values);
    assertTrue(found.stream().noneMatch(one -> one.view().equals("stuck")), found::toString);
  }

  /** The machine is off for four hours, and for two more it stands still. */
  @Test
  void startAfterPlannedWorkIsNoFault() {
    double[] values = calm(30);
    GuardState state = GUARD.initial();
    int stop = 29 * PER_HOUR + 5;
    int start = 33 * PER_HOUR;
    for (int i = 0; i < stop; i++) {
      update(state, i, values[i]);
    }
    GUARD.resume(state);
    for (int i = start; i < start + 3 * PER_HOUR; i++) {
      Score score = update(state, i, i < start + 2 * PER_HOUR ? 20 : values[i - 6 * PER_HOUR]);
      assertFalse(score.alert(), () -> score.view());
      MinuteFigures minute = GUARD.completed(state);
      assertTrue(
          minute == null || minute.endMillis() > GuardedPlant.START + 1_000L * start * INTERVAL);
    }
  }

  @Test
  void whatWasLearnedBeforePlannedWorkCountsAfterIt() {
    double[] values = calm(40);
    GuardState state = GUARD.initial();
    boolean found = false;
    for (int i = 0; i < 35 * PER_HOUR; i++) {
      if (i == 30 * PER_HOUR) {
        GUARD.resume(state);
      }
      if (i < 29 * PER_HOUR || i >= 30 * PER_HOUR) {
        int spike = 31 * PER_HOUR;
        found |= update(state, i, values[i] + (i == spike ? 20 : 0)).alert();
      }
    }
    assertTrue(found);
  }

  /** Its stop and its start are no turns of a step. */
  @Test
  void startAfterAStandstillIsNoZigzag() {
    double[] values = calm(34);
    int from = 30 * PER_HOUR;
    with(values, from, 90, i -> 0);
    with(values, from + 90, 90, i -> 300 + i % 3);
    List<Found> found = judged(values);
    assertTrue(found.stream().noneMatch(one -> one.view().equals("zigzag")), found::toString);
  }

  @Test
  void levelThatIsReachedFromBeyondIsNoPulse() {
    double[] values = calm(30);
    int at = 29 * PER_HOUR;
    with(values, at, PER_HOUR, i -> values[i] + (i < at + 3 ? 130 : 100));
    assertEquals(List.of(), judged(values));
  }

  @Test
  void hoursOfAStandstillTeachNothing() {
    GuardState state = GUARD.initial();
    for (int i = 0; i <= 12 * PER_HOUR; i++) {
      update(state, i, i < 8 * PER_HOUR ? 5 : i % 7);
      assertEquals(i >= 12 * PER_HOUR, state.hasLearned());
    }
  }

  @Test
  void nothingIsSaidInTheFirstFourFullHoursAndStuckInTheNext() {
    double[] early = calm(4);
    with(early, 3 * PER_HOUR, PER_HOUR, i -> 60);
    with(early, PER_HOUR, 2, i -> 200);
    assertEquals(List.of(), judged(early));

    double[] later = calm(6);
    int from = 4 * PER_HOUR + 30;
    with(later, from, 60, i -> 60);
    assertFoundOnce("stuck", from, 25, judged(later));
    double[] pulse = calm(6);
    pulse[from] = 120;
    assertFoundOnce("pulse", from, 1, judged(pulse));
  }

  @Test
  void firstHourCountsIfItIsWhole() {
    assertFalse(hasLearnedAt(4 * PER_HOUR - 1, 0));
    assertTrue(hasLearnedAt(4 * PER_HOUR, 0));
    assertFalse(hasLearnedAt(4 * PER_HOUR, PER_HOUR / 2));
    assertFalse(hasLearnedAt(5 * PER_HOUR - 1, PER_HOUR / 2));
    assertTrue(hasLearnedAt(5 * PER_HOUR, PER_HOUR / 2));
  }

  private static boolean hasLearnedAt(int last, int first) {
    GuardState state = GUARD.initial();
    for (int i = first; i <= last; i++) {
      update(state, i, i % 7);
    }
    return state.hasLearned();
  }

  @Test
  void viewThatHasSpokenIsQuietForTwoHours() {
    double[] values = calm(34);
    int at = 29 * PER_HOUR;
    values[at] = 120;
    values[at + PER_HOUR] = 400;
    values[at + 3 * PER_HOUR] = 1_200;
    assertEquals(
        List.of((at + 1) * 20.0, (at + 3 * PER_HOUR + 1) * 20.0),
        judged(values).stream().map(Found::second).toList());
  }

  @Test
  void faultRaisesTheRecordByItsFactorAtMost() {
    double[] values = calm(34);
    int at = 29 * PER_HOUR;
    values[at] = 1e6;
    values[at + 3 * PER_HOUR] = 200;
    assertEquals(2, judged(values).size());
  }

  @Test
  void readingsOnBothSidesOfAPauseAreNoPulse() {
    GuardState state = GUARD.initial();
    double[] values = calm(30);
    int i = 0;
    for (; i < 29 * PER_HOUR; i++) {
      update(state, i, values[i]);
    }
    // Three readings of a machine that starts, in pauses of a quarter of an hour.
    for (double value : new double[] {110, 110, 60, 60}) {
      i += 45;
      assertFalse(update(state, i, value).alert());
    }
  }

  @Test
  void minutesAreToldOnceTheyAreCompleted() {
    GuardState state = GUARD.initial();
    List<MinuteFigures> minutes = new ArrayList<>();
    for (int i = 0; i < PER_HOUR; i++) {
      update(state, i, i < 60 ? 10 : 16);
      MinuteFigures minute = GUARD.completed(state);
      if (minute != null) {
        minutes.add(minute);
      }
    }
    // Ten minutes must be known.
    assertEquals(50, minutes.size());
    MinuteFigures first = minutes.get(0);
    assertEquals(GuardedPlant.START + 600_000, first.endMillis());
    assertEquals((GuardedPlant.START + 600_000) * 1000, first.closedMicros());
    assertEquals(60_000, first.lengthMillis());
    assertEquals(600_000, first.ageMillis());
    assertEquals(10, first.mean());
    assertEquals(0, first.change());
    assertFalse(first.hasLevel());
    // The step comes at 20 minutes.
    assertEquals(0, minutes.get(10).change());
    assertEquals(6 / 5.0, minutes.get(11).change(), 1e-9);
    assertEquals(6, minutes.get(15).change(), 1e-9);
    assertEquals(0, minutes.get(20).change(), 1e-9);
    assertFalse(minutes.get(15).moved(), "not in the first hour");
  }

  @Test
  void slowSeriesHasLongerStretchesAfterItsFirstHour() {
    GuardState state = GUARD.initial();
    MinuteFigures last = null;
    for (int i = 0; i < 40; i++) {
      long time = GuardedPlant.START + i * 600_000L;
      GUARD.update(state, Signal.reading(Signal.SERIES, time, i % 3));
      last = GUARD.completed(state) == null ? last : GUARD.completed(state);
    }
    assertNotNull(last);
    assertEquals(600_000, last.lengthMillis());
  }

  @Test
  void pauseOfHoursMakesNoChange() {
    GuardState state = GUARD.initial();
    for (int i = 0; i < 2 * PER_HOUR; i++) {
      update(state, i, 10);
    }
    for (int i = 5 * PER_HOUR; i < 5 * PER_HOUR + 30; i++) {
      update(state, i, 50);
      if (i > 5 * PER_HOUR) {
        assertNull(GUARD.completed(state));
      }
    }
  }

  @Test
  void rangeOfLevelsIsThatOfAllFullHoursButTheLast() {
    GuardState state = GUARD.initial();
    MinuteFigures last = null;
    for (int i = 0; i < 13 * PER_HOUR; i++) {
      // Each hour has a level of its own.
      update(state, i, Math.floor((double) i / PER_HOUR));
      MinuteFigures minute = GUARD.completed(state);
      if (minute != null) {
        last = minute;
        assertEquals(minute.ageMillis() > 2 * 3_600_000, minute.hasLevel());
      }
    }
    assertNotNull(last);
    assertEquals(0, last.low());
    assertEquals(10, last.high());
    assertEquals(12, last.mean());
  }

  /** What an earlier release has saved is read by later ones. */
  @Test
  void stateKeepsItsBytes() {
    GuardState state = GUARD.initial();
    assertEquals("010100", HexFormat.of().formatHex(Signal.encoded(GUARD, state)));
    for (int i = 0; i < 5; i++) {
      update(state, i * 2, i % 2 + i);
    }
    byte[] saved = Signal.encoded(GUARD, state);
    assertEquals(FORM, HexFormat.of().formatHex(saved));
    GuardState restored = Signal.decoded(GUARD, saved);
    assertArrayEquals(saved, Signal.encoded(GUARD, restored));
    for (int i = 10; i < 6 * PER_HOUR; i++) {
      double value = i % 11 + (i % 500 == 0 ? 90 : 0);
      assertEquals(update(state, i, value), update(restored, i, value));
      assertEquals(GUARD.completed(state), GUARD.completed(restored));
    }
  }

  private static final String FORM =
      "01e3030180a0d5edee6680e4e8edee66a0f63b000400418312d0000000000440"
          + "000000000000003ff0000000000000043fd04706858a9b513ff0000000000000"
          + "0440100000000000004010000000000000400000000000000040000000000000"
          + "0040000000000000000400000000000000000000000000000000000000000000"
          + "0000000000000000000000000000000000000000000000000000000000000000"
          + "0000000000000000000000000000000000000000000000000000000000000000"
          + "0000000000000000000000000000000000000000000000000000000000000000"
          + "0000000000000000000000000000000000000000000000000000000000000000"
          + "0000000000000000000000000000000000000280f3e3edee6600e0d40384b78b"
          + "1c402000000000000002023ff000000000000040000000000000000000000000"
          + "000000000000000000000000000000000000000000007ff0000000000000fff0"
          + "0000000000007ff0000000000000fff00000000000007ff0000000000000fff0"
          + "000000000000ffffffffffffffff7fffffffffffffffff7f0000000000000000"
          + "0000000000000000000000000000000000000000000000000000000000000000"
          + "4000000000000000ffffffffffffffffff01ffffffffffffffffff01ffffffff"
          + "ffffffffff01";

  private static Score update(GuardState state, int number, double value) {
    long time = GuardedPlant.START + 1_000L * number * INTERVAL;
    return GUARD.update(state, Signal.reading(Signal.SERIES, time, value));
  }
}

package io.plantbeam.detect.silence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.model.NearbyWork;
import io.plantbeam.model.PlannedWork;
import java.util.HexFormat;
import java.util.List;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class SilenceWatchTest {
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final SilenceParameters PARAMETERS = new SilenceParameters(3, 2 * MINUTE);

  private final SilenceWatch watch = new SilenceWatch();

  /** Windows of five minutes, one a minute, until they no longer hold the last reading. */
  private void comesEvery(long interval, long from, long to) {
    for (long end = (from / MINUTE + 1) * MINUTE; end < to + 5 * MINUTE; end += MINUTE) {
      long start = end - 5 * MINUTE;
      long count = 0;
      long last = 0;
      for (long time = from; time < to && time < end; time += interval) {
        if (time >= start) {
          count++;
          last = time;
        }
      }
      if (count > 0) {
        watch.saw(start, end, count, last, Long.MIN_VALUE, PARAMETERS);
      }
    }
  }

  @Test
  void regularSeriesIsSilentAfterThreeIntervalsButNotBeforeTheLeastTime() {
    comesEvery(MINUTE, 0, 60 * MINUTE);
    assertEquals(MINUTE, watch.usualMillis());
    assertEquals(59 * MINUTE, watch.last());
    assertFalse(watch.fallsSilent(62 * MINUTE, NearbyWork.NONE, PARAMETERS));
    assertTrue(watch.fallsSilent(62 * MINUTE + 1, NearbyWork.NONE, PARAMETERS));

    SilenceWatch fast = new SilenceWatch();
    for (long end = MINUTE; end <= 20 * MINUTE; end += MINUTE) {
      fast.saw(end - 5 * MINUTE, end, 300, end - SECOND, Long.MIN_VALUE, PARAMETERS);
    }
    assertEquals(SECOND, fast.usualMillis());
    assertFalse(fast.fallsSilent(22 * MINUTE - SECOND, NearbyWork.NONE, PARAMETERS));
    assertTrue(fast.fallsSilent(22 * MINUTE - SECOND + 1, NearbyWork.NONE, PARAMETERS));
  }

  @Test
  void silenceIsSaidOnceUntilTheSeriesComesBack() {
    comesEvery(MINUTE, 0, 60 * MINUTE);
    assertTrue(watch.fallsSilent(100 * MINUTE, NearbyWork.NONE, PARAMETERS));
    assertTrue(watch.isSilent());
    assertFalse(watch.fallsSilent(101 * MINUTE, NearbyWork.NONE, PARAMETERS));
    comesEvery(MINUTE, 200 * MINUTE, 260 * MINUTE);
    assertFalse(watch.isSilent());
    assertTrue(watch.fallsSilent(300 * MINUTE, NearbyWork.NONE, PARAMETERS));
  }

  @Test
  void oneOutageAtMostDoublesWhatIsAllowed() {
    comesEvery(MINUTE, 0, 60 * MINUTE);
    assertEquals(3 * MINUTE, watch.allowedMillis(PARAMETERS));
    comesEvery(MINUTE, 1_000 * MINUTE, 1_010 * MINUTE);
    assertEquals(18, watch.allowedMillis(PARAMETERS) / (double) MINUTE, 0.5);
    // Two days later it is as before.
    comesEvery(MINUTE, 1_010 * MINUTE, 6_000 * MINUTE);
    assertEquals(3, watch.allowedMillis(PARAMETERS) / (double) MINUTE, 0.1);
  }

  @Test
  void pauseThatComesAgainAndAgainIsUsual() {
    // Ten minutes with readings, fifty without.
    int silences = 0;
    for (long hour = 0; hour < 24; hour++) {
      long start = hour * 60 * MINUTE;
      comesEvery(10 * SECOND, start, start + 10 * MINUTE);
      boolean silent = watch.fallsSilent(start + 59 * MINUTE, NearbyWork.NONE, PARAMETERS);
      silences += silent ? 1 : 0;
      assertFalse(silent && hour >= 4, "in hour " + hour);
    }
    assertTrue(silences > 0);
  }

  @Test
  void slowSeriesThatBeganInsideAWindowIsNotTakenForSlower() {
    // Twice a minute from minute 4 on.
    comesEvery(30 * SECOND, 4 * MINUTE, 60 * MINUTE);
    assertEquals(30, watch.usualMillis() / (double) SECOND, 1);
  }

  @Test
  void seriesIsNotSilentBeforeItHasComeTwentyTimes() {
    comesEvery(MINUTE, 0, 20 * MINUTE);
    assertFalse(watch.fallsSilent(365L * 24 * 60 * MINUTE, NearbyWork.NONE, PARAMETERS));
    SilenceWatch longer = new SilenceWatch();
    // Windows that began before the series did tell of no interval.
    for (long end = 5 * MINUTE; end <= 12 * MINUTE; end += MINUTE) {
      longer.saw(end - 5 * MINUTE, end, 50, end - SECOND, Long.MIN_VALUE, PARAMETERS);
    }
    assertTrue(longer.fallsSilent(60 * MINUTE, NearbyWork.NONE, PARAMETERS));
  }

  @Test
  void seriesWithoutARhythmIsNeverSilent() {
    assertFalse(watch.fallsSilent(Long.MAX_VALUE, NearbyWork.NONE, PARAMETERS));
    watch.saw(0, 5 * MINUTE, 1, MINUTE, Long.MIN_VALUE, PARAMETERS);
    watch.saw(MINUTE, 6 * MINUTE, 2, 5 * MINUTE, MINUTE, PARAMETERS);
    assertFalse(watch.fallsSilent(365L * 24 * 60 * MINUTE, NearbyWork.NONE, PARAMETERS));
  }

  private static NearbyWork work(long from, long to) {
    return new NearbyWork(null, false, List.of(new PlannedWork(from * 1000, to * 1000, "work")));
  }

  @Test
  void allowanceBeginsAnewAtTheEndOfPlannedWork() {
    comesEvery(MINUTE, 0, 60 * MINUTE);
    NearbyWork work = work(60 * MINUTE, 300 * MINUTE);
    assertFalse(watch.fallsSilent(303 * MINUTE, work, PARAMETERS));
    assertTrue(watch.fallsSilent(303 * MINUTE + 1, work, PARAMETERS));
  }

  @Test
  void workThatBeginsWhenTheSeriesIsSilentAlreadyExcusesNothing() {
    comesEvery(MINUTE, 0, 60 * MINUTE);
    NearbyWork work = work(62 * MINUTE + 1, 300 * MINUTE);
    assertFalse(watch.fallsSilent(62 * MINUTE, work, PARAMETERS));
    assertTrue(watch.fallsSilent(100 * MINUTE, work, PARAMETERS));
  }

  @Test
  void pauseOfPlannedWorkIsNotUsual() {
    comesEvery(MINUTE, 0, 60 * MINUTE);
    watch.resume(500 * MINUTE);
    assertEquals(500 * MINUTE, watch.last());
    comesEvery(MINUTE, 500 * MINUTE, 520 * MINUTE);
    assertEquals(3, watch.allowedMillis(PARAMETERS) / (double) MINUTE, 0.05);
  }

  @Test
  void seriesThatSendsInBurstsIsNotSilentOnceItHasPausedAFewTimes() {
    int silences = 0;
    for (long burst = 0; burst < 60; burst++) {
      long start = burst * 20 * MINUTE;
      comesEvery(SECOND, start, start + 5 * MINUTE);
      if (watch.fallsSilent(start + 20 * MINUTE - 1, NearbyWork.NONE, PARAMETERS)) {
        silences++;
        assertTrue(burst < 2, "in burst " + burst);
      }
    }
    assertTrue(silences <= 2);
  }

  @Test
  void seriesThatSendsLessOftenFromNowOnIsSilentForAFewIntervalsAtMost() {
    comesEvery(10 * SECOND, 0, 120 * MINUTE);
    int silences = 0;
    for (long time = 120 * MINUTE; time < 600 * MINUTE; time += 5 * MINUTE) {
      boolean silent = watch.fallsSilent(time - 1, NearbyWork.NONE, PARAMETERS);
      silences += silent ? 1 : 0;
      assertFalse(silent && time > 140 * MINUTE);
      comesEvery(5 * MINUTE, time, time + 1);
    }
    assertTrue(silences <= 2, "silent " + silences + " times");
  }

  @Test
  void stateIsRestoredFromItsPublishedForm() throws CoderException {
    comesEvery(MINUTE, 0, 60 * MINUTE);
    watch.fallsSilent(100 * MINUTE, NearbyWork.NONE, PARAMETERS);
    byte[] saved = CoderUtils.encodeToByteArray(SilenceWatch.WatchCoder.INSTANCE, watch);
    assertEquals("010f00c090b00340ed4c00000000001401", HexFormat.of().formatHex(saved));
    SilenceWatch restored = CoderUtils.decodeFromByteArray(SilenceWatch.WatchCoder.INSTANCE, saved);
    assertTrue(restored.isSilent());
    assertEquals(watch.last(), restored.last());
    assertEquals(watch.allowedMillis(PARAMETERS), restored.allowedMillis(PARAMETERS));
  }
}

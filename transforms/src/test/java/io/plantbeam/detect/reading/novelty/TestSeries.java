package io.plantbeam.detect.reading.novelty;

import io.plantbeam.detect.reading.Score;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.Reading;
import io.plantbeam.model.SeriesInfo;

/** Feeds one series to the novelty detector, a reading every five minutes. */
final class TestSeries {
  static final long STEP_MILLIS = 300_000;

  private static final SeriesInfo SERIES = new SeriesInfo("s-1", "temperature", null, null, null);
  private static final MessagePosition POSITION =
      new MessagePosition(Origin.ofPartition("t", 0), 0);

  private final NoveltyDetector detector;
  private NoveltyState state;

  /** The first reading is at midnight. */
  private long time = 1_767_225_600_000L - STEP_MILLIS;

  private int alerts;

  TestSeries() {
    this(NoveltyParameters.DEFAULTS);
  }

  TestSeries(NoveltyParameters parameters) {
    detector = new NoveltyDetector(parameters);
    state = detector.initial();
  }

  Score next(double value) {
    time += STEP_MILLIS;
    return again(value);
  }

  /** One more reading of the same event time. */
  Score again(double value) {
    Score score =
        detector.update(state, new Reading(SERIES, time * 1000, value, 1, RangeCheck.OK, POSITION));
    if (score.alert()) {
      alerts++;
    }
    return score;
  }

  /** The two values in turn. */
  void alternate(double even, double odd, int readings) {
    for (int i = 0; i < readings; i++) {
      next(i % 2 == 0 ? even : odd);
    }
  }

  void pause(long millis) {
    time += millis;
  }

  /** Alerts so far. */
  int alerts() {
    return alerts;
  }

  NoveltyState state() {
    return state;
  }

  void restore(NoveltyState restored) {
    state = restored;
  }
}

package io.plantbeam.detect.reading;

import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.Reading;
import io.plantbeam.model.SeriesInfo;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;

/** Readings for detectors, and what detectors say of them. */
public final class Signal {
  public static final SeriesInfo SERIES =
      new SeriesInfo("s-1", "temperature", "temperature", null, "°C");
  public static final long START = 1_767_225_600_000L;
  public static final long SECOND = 1_000;

  private static final MessagePosition POSITION = new MessagePosition(Origin.ofFile("f"), 0);

  private Signal() {}

  public static Reading reading(SeriesInfo series, long time, double value) {
    return new Reading(series, time * 1000, value, 1, RangeCheck.OK, POSITION);
  }

  /** The scores of values that come one a second. */
  public static <S> List<Score> scores(ReadingDetector<S> detector, double... values) {
    return scores(detector, detector.initial(), START, values);
  }

  public static <S> List<Score> scores(
      ReadingDetector<S> detector, S state, long start, double... values) {
    List<Score> scores = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      scores.add(detector.update(state, reading(SERIES, start + i * SECOND, values[i])));
    }
    return scores;
  }

  /** The indices of the scores that are alerts. */
  public static List<Integer> alerts(List<Score> scores) {
    List<Integer> alerts = new ArrayList<>();
    for (int i = 0; i < scores.size(); i++) {
      if (scores.get(i).alert()) {
        alerts.add(i);
      }
    }
    return alerts;
  }

  public static <S> byte[] encoded(ReadingDetector<S> detector, S state) {
    try {
      return CoderUtils.encodeToByteArray(detector.stateCoder(), state);
    } catch (CoderException e) {
      throw new AssertionError(e);
    }
  }

  public static <S> S decoded(ReadingDetector<S> detector, byte[] state) {
    try {
      return CoderUtils.decodeFromByteArray(detector.stateCoder(), state);
    } catch (CoderException e) {
      throw new AssertionError(e);
    }
  }
}

package io.plantbeam.tools.score;

import io.plantbeam.detect.reading.ReadingDetector;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.Reading;
import io.plantbeam.model.SeriesInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a detector takes, measured in this process on the data itself, without a pipeline.
 *
 * @param nanosPerReading wall-clock time of one thread, in the fastest of several passes
 * @param stateBytes the largest that a state has been, encoded
 * @param scope what one state is kept for
 */
record DetectorCost(double nanosPerReading, int stateBytes, ReadingDetector.Scope scope) {
  private static final int PASSES = 5;

  /** States are encoded after so many readings each. */
  private static final int ENCODE_EVERY = 50;

  /** Measures a detector on all recordings. */
  static DetectorCost of(ReadingDetector<?> detector, List<Recording> recordings)
      throws IOException {
    return measure(detector, histories(detector.scope(), recordings));
  }

  private static <S> DetectorCost measure(
      ReadingDetector<S> detector, List<List<Reading>> histories) throws IOException {
    long readings = histories.stream().mapToLong(List::size).sum();
    long fastest = Long.MAX_VALUE;
    double sum = 0;
    for (int pass = 0; pass < PASSES; pass++) {
      long begin = System.nanoTime();
      for (List<Reading> history : histories) {
        S state = detector.initial();
        for (Reading reading : history) {
          sum += detector.update(state, reading).raw();
        }
      }
      fastest = Math.min(fastest, System.nanoTime() - begin);
    }
    if (Double.isNaN(sum)) {
      throw new IllegalStateException("The detector %s gives NaN.".formatted(detector.name()));
    }
    return new DetectorCost(
        (double) fastest / readings, largestState(detector, histories), detector.scope());
  }

  private static <S> int largestState(ReadingDetector<S> detector, List<List<Reading>> histories)
      throws IOException {
    int largest = 0;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (List<Reading> history : histories) {
      S state = detector.initial();
      for (int i = 0; i < history.size(); i++) {
        detector.update(state, history.get(i));
        if ((i + 1) % ENCODE_EVERY == 0 || i + 1 == history.size()) {
          out.reset();
          detector.stateCoder().encode(state, out);
          largest = Math.max(largest, out.size());
        }
      }
    }
    return largest;
  }

  /** The readings of each state: those of a channel, or of all channels row by row. */
  private static List<List<Reading>> histories(
      ReadingDetector.Scope scope, List<Recording> recordings) {
    List<List<Reading>> histories = new ArrayList<>();
    for (Recording recording : recordings) {
      List<List<Reading>> channels =
          recording.channels().stream().map(channel -> readings(recording, channel)).toList();
      if (scope == ReadingDetector.Scope.SERIES) {
        histories.addAll(channels);
      } else {
        List<Reading> rows = new ArrayList<>();
        for (int row = 0; row < recording.rows(); row++) {
          for (List<Reading> channel : channels) {
            rows.add(channel.get(row));
          }
        }
        histories.add(rows);
      }
    }
    return histories;
  }

  private static List<Reading> readings(Recording recording, Recording.Channel channel) {
    SeriesInfo series = new SeriesInfo(channel.sensorId(), channel.name(), null, null, null);
    MessagePosition position = new MessagePosition(Origin.ofFile(recording.name()), 0);
    List<Reading> readings = new ArrayList<>(recording.rows());
    for (int row = 0; row < recording.rows(); row++) {
      readings.add(
          new Reading(
              series,
              recording.times()[row] * 1000,
              channel.values()[row],
              1,
              RangeCheck.OK,
              position));
    }
    return readings;
  }

  /** A sentence. */
  String text(String detector) {
    return String.format(
        Locale.ROOT,
        "%s alone takes %,.0f ns per reading (plain Java, one thread of this machine,"
            + " fastest of %d passes over the data) and at most %,d bytes of encoded state %s.",
        detector,
        nanosPerReading,
        PASSES,
        stateBytes,
        scope == ReadingDetector.Scope.SERIES ? "per series" : "per asset");
  }
}

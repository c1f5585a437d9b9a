package io.plantbeam.detect.reading.novelty;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import java.util.Arrays;

/**
 * The greatest of the last scores. Holds only those that no later one has reached, in falling
 * order; most scores are 0 and take no room.
 *
 * <p>Mutable and not thread-safe.
 */
final class RecentHigh {
  private static final int INITIAL_ROOM = 4;

  private double[] scores = new double[INITIAL_ROOM];

  /** How many readings ago each score was, seen from {@link #clock}. */
  private long[] times = new long[INITIAL_ROOM];

  private int first;
  private int end;
  private long clock;

  /**
   * Takes a score in.
   *
   * @param within how many scores before it are looked at
   * @return whether it exceeds all of them
   */
  boolean add(double score, int within) {
    clock++;
    while (first < end && times[first] < clock - within) {
      first++;
    }
    boolean isNewHigh = score > 0 && (first == end || score > scores[first]);
    while (first < end && scores[end - 1] <= score) {
      end--;
    }
    if (score > 0) {
      push(score, clock);
    }
    return isNewHigh;
  }

  private void push(double score, long time) {
    if (first == end) {
      first = 0;
      end = 0;
    } else if (end == scores.length) {
      if (first > 0) {
        System.arraycopy(scores, first, scores, 0, end - first);
        System.arraycopy(times, first, times, 0, end - first);
        end -= first;
        first = 0;
      } else {
        scores = Arrays.copyOf(scores, 2 * end);
        times = Arrays.copyOf(times, 2 * end);
      }
    }
    scores[end] = score;
    times[end] = time;
    end++;
  }

  void write(ByteWriter out) {
    out.writeVarLong(end - first);
    for (int i = first; i < end; i++) {
      out.writeVarLong(clock - times[i]);
      out.writeDouble(scores[i]);
    }
  }

  static RecentHigh read(ByteReader in) {
    RecentHigh high = new RecentHigh();
    int count = in.readVarInt();
    for (int i = 0; i < count; i++) {
      long age = in.readVarLong();
      high.push(in.readDouble(), -age);
    }
    return high;
  }
}

package io.plantbeam.deduplicate;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import java.util.Arrays;

/**
 * Times in microseconds that lie no further than a given span behind the greatest of them.
 *
 * <p>They are kept as runs {@code start, start + step, ...}, sorted and not overlapping: a sensor
 * that measures once a second takes one run, however many seconds are remembered, and its next
 * reading is one comparison. Irregular times take up to one run each.
 *
 * <p>Mutable and not thread-safe.
 */
final class TimeRuns {
  private static final int INITIAL_RUNS = 4;

  /** As many are left in the arrays before the others are moved down. */
  private static final int MOST_FORGOTTEN_RUNS = 16;

  private long[] starts = new long[INITIAL_RUNS];
  private long[] steps = new long[INITIAL_RUNS];
  private long[] counts = new long[INITIAL_RUNS];

  /** The runs in use are those in [first, end). */
  private int first;

  private int end;

  boolean isEmpty() {
    return first == end;
  }

  /** Whether this is one time and no more. */
  boolean isSingle() {
    return end - first == 1 && counts[first] == 1;
  }

  /** The greatest of the times, of which there must be one. */
  long greatest() {
    return lastTime(end - 1);
  }

  /** Whether a time lies no further than a span from the greatest one, before or after it. */
  boolean isNear(long time, long within) {
    long greatest = greatest();
    return time > greatest
        ? saturatedDifference(time, within) <= greatest
        : time >= saturatedDifference(greatest, within);
  }

  void clear() {
    first = 0;
    end = 0;
  }

  /**
   * Adds a time and, where it is the greatest now, forgets those too far behind it.
   *
   * @param time no further than the span behind the greatest one
   * @param within the span
   * @return whether it is new
   */
  boolean add(long time, long within) {
    if (first == end) {
      insertRun(end, time, 0, 1);
      return true;
    }
    int last = end - 1;
    long greatest = lastTime(last);
    if (time > greatest) {
      if (!append(last, time)) {
        insertRun(end, time, 0, 1);
      }
      forgetBefore(saturatedDifference(time, within));
      return true;
    }
    return addInside(time);
  }

  TimeRuns copy() {
    TimeRuns copy = new TimeRuns();
    copy.starts = starts.clone();
    copy.steps = steps.clone();
    copy.counts = counts.clone();
    copy.first = first;
    copy.end = end;
    return copy;
  }

  int runs() {
    return end - first;
  }

  private boolean addInside(long time) {
    int run = runAtOrBefore(time);
    if (run < first) {
      if (!prepend(first, time)) {
        insertRun(first, time, 0, 1);
      }
      return true;
    }
    if (time <= lastTime(run)) {
      long offset = time - starts[run];
      if (steps[run] == 0 || offset % steps[run] == 0) {
        return false;
      }
      split(run, offset / steps[run] + 1);
    }
    if (append(run, time)) {
      join(run);
    } else if (!prepend(run + 1, time)) {
      insertRun(run + 1, time, 0, 1);
    }
    return true;
  }

  /** The last run that does not start after a time, or first - 1. */
  private int runAtOrBefore(long time) {
    int low = first;
    int high = end - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (starts[middle] <= time) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }

  private long lastTime(int run) {
    return starts[run] + steps[run] * (counts[run] - 1);
  }

  /** Continues a run by a later time, if its step allows it. */
  private boolean append(int run, long time) {
    if (counts[run] == 1) {
      steps[run] = time - starts[run];
    } else if (lastTime(run) + steps[run] != time) {
      return false;
    }
    counts[run]++;
    return true;
  }

  /** Begins a run at an earlier time, if its step allows it. */
  private boolean prepend(int run, long time) {
    if (counts[run] == 1) {
      steps[run] = starts[run] - time;
    } else if (starts[run] - steps[run] != time) {
      return false;
    }
    starts[run] = time;
    counts[run]++;
    return true;
  }

  /** Makes one run of a run of several times and the next one, if that continues it. */
  private void join(int run) {
    int next = run + 1;
    if (next < end
        && lastTime(run) + steps[run] == starts[next]
        && (counts[next] == 1 || steps[next] == steps[run])) {
      counts[run] += counts[next];
      shift(next + 1, next);
    }
  }

  /** Makes a run of the first {@code count} times of a run, and another of the rest. */
  private void split(int run, long count) {
    long rest = counts[run] - count;
    insertRun(run + 1, starts[run] + steps[run] * count, rest == 1 ? 0 : steps[run], rest);
    counts[run] = count;
    if (count == 1) {
      steps[run] = 0;
    }
  }

  private void insertRun(int index, long start, long step, long count) {
    if (end == starts.length) {
      starts = Arrays.copyOf(starts, end * 2);
      steps = Arrays.copyOf(steps, end * 2);
      counts = Arrays.copyOf(counts, end * 2);
    }
    shift(index, index + 1);
    starts[index] = start;
    steps[index] = step;
    counts[index] = count;
  }

  /** Moves the runs from an index on to another index. */
  private void shift(int from, int to) {
    int moved = end - from;
    System.arraycopy(starts, from, starts, to, moved);
    System.arraycopy(steps, from, steps, to, moved);
    System.arraycopy(counts, from, counts, to, moved);
    end = to + moved;
  }

  private void forgetBefore(long horizon) {
    while (lastTime(first) < horizon) {
      first++;
    }
    if (starts[first] < horizon) {
      long forgotten = (horizon - starts[first] + steps[first] - 1) / steps[first];
      starts[first] += forgotten * steps[first];
      counts[first] -= forgotten;
      if (counts[first] == 1) {
        steps[first] = 0;
      }
    }
    if (first > MOST_FORGOTTEN_RUNS && first >= runs()) {
      int kept = first;
      first = 0;
      shift(kept, 0);
    }
  }

  static long saturatedDifference(long time, long span) {
    return time < Long.MIN_VALUE + span ? Long.MIN_VALUE : time - span;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TimeRuns that
        && Arrays.equals(starts, first, end, that.starts, that.first, that.end)
        && Arrays.equals(steps, first, end, that.steps, that.first, that.end)
        && Arrays.equals(counts, first, end, that.counts, that.first, that.end);
  }

  @Override
  public int hashCode() {
    return first == end ? 0 : Long.hashCode(starts[first]) * 31 + Long.hashCode(lastTime(end - 1));
  }

  /**
   * The number of runs; for each the distance from the run before, the count, and the step of
   * several times.
   *
   * @param inMillis whether all are whole milliseconds, and are written as such
   */
  void write(ByteWriter out, boolean inMillis) {
    out.writeVarLong(runs());
    long previous = 0;
    for (int run = first; run < end; run++) {
      if (run == first) {
        out.writeTime(starts[run], inMillis);
      } else {
        out.writeSignedVarLong(inUnit(starts[run] - previous, inMillis));
      }
      out.writeVarLong(counts[run]);
      if (counts[run] > 1) {
        out.writeVarLong(inUnit(steps[run], inMillis));
      }
      previous = lastTime(run);
    }
  }

  private static long inUnit(long micros, boolean inMillis) {
    return inMillis ? micros / 1000 : micros;
  }

  /** Whether all times are whole milliseconds. */
  boolean areWholeMillis() {
    for (int run = first; run < end; run++) {
      if (!ByteWriter.isWholeMillis(starts[run]) || !ByteWriter.isWholeMillis(steps[run])) {
        return false;
      }
    }
    return true;
  }

  /**
   * Times as they were written.
   *
   * @param unit of all distances, in microseconds
   */
  record Form(TimeRuns runs, long unit) {}

  /** Reads what {@link #write} wrote. */
  static Form read(ByteReader in) {
    TimeRuns value = new TimeRuns();
    int runs = in.readVarInt();
    long unit = runs > 0 && in.isTimeInMillis() ? 1000 : 1;
    long previous = 0;
    for (int run = 0; run < runs; run++) {
      long start = run == 0 ? in.readTime() : previous + in.readSignedVarLong() * unit;
      long count = in.readVarLong();
      value.insertRun(run, start, count > 1 ? in.readVarLong() * unit : 0, count);
      previous = value.lastTime(run);
    }
    return new Form(value, unit);
  }
}

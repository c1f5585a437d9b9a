package io.plantbeam.aggregate;

import io.plantbeam.model.ByteReader;
import io.plantbeam.model.ByteWriter;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.model.VersionedCoder;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The statistics of several series in one span of time: what an engine does for a key (windowing,
 * state, timers, triggers) costs more than merging, and is so done once for many series.
 *
 * <p>Immutable, although accumulators are not: an engine may be writing into a snapshot what it has
 * handed out.
 */
final class GroupStats {
  static final GroupStats EMPTY = new GroupStats(new SeriesStats[0]);

  private static final Comparator<SeriesStats> BY_SERIES = GroupStats::compareSeries;

  /** One for each series, in the order of their keys. */
  private final SeriesStats[] series;

  private GroupStats(SeriesStats[] series) {
    this.series = series;
  }

  /**
   * Takes over accumulators.
   *
   * @param series each of another series, none empty; not to be changed afterwards
   */
  static GroupStats of(Collection<SeriesStats> series) {
    SeriesStats[] sorted = series.toArray(SeriesStats[]::new);
    Arrays.sort(sorted, BY_SERIES);
    return new GroupStats(sorted);
  }

  /** The statistics of these readings and those of another group. */
  GroupStats plus(GroupStats other) {
    if (isEmpty() || other.isEmpty()) {
      return isEmpty() ? other : this;
    }
    SeriesStats[] merged = new SeriesStats[series.length + other.series.length];
    int size = 0;
    int mine = 0;
    int its = 0;
    while (mine < series.length && its < other.series.length) {
      int order = compareSeries(series[mine], other.series[its]);
      if (order < 0) {
        merged[size++] = series[mine++];
      } else if (order > 0) {
        merged[size++] = other.series[its++];
      } else {
        SeriesStats both = new SeriesStats();
        both.merge(series[mine++]);
        both.merge(other.series[its++]);
        merged[size++] = both;
      }
    }
    while (mine < series.length) {
      merged[size++] = series[mine++];
    }
    while (its < other.series.length) {
      merged[size++] = other.series[its++];
    }
    return new GroupStats(size == merged.length ? merged : Arrays.copyOf(merged, size));
  }

  boolean isEmpty() {
    return series.length == 0;
  }

  /** One for each series; not to be changed. */
  List<SeriesStats> series() {
    return Arrays.asList(series);
  }

  /** The number of readings. */
  long count() {
    long count = 0;
    for (SeriesStats stats : series) {
      count += stats.count();
    }
    return count;
  }

  private static int compareSeries(SeriesStats one, SeriesStats other) {
    SeriesInfo first = one.context().series();
    SeriesInfo second = other.context().series();
    int order = first.sensorId().compareTo(second.sensorId());
    return order != 0 ? order : first.metric().compareTo(second.metric());
  }

  /** The number of series, then their accumulators in the order of their keys. */
  static final class GroupStatsCoder extends VersionedCoder<GroupStats> {
    private static final long serialVersionUID = 1;

    static final GroupStatsCoder INSTANCE = new GroupStatsCoder();

    private GroupStatsCoder() {
      super(1);
    }

    @Override
    public void write(GroupStats value, ByteWriter out) {
      out.writeVarLong(value.series.length);
      for (SeriesStats stats : value.series) {
        SeriesStats.AccumulatorCoder.INSTANCE.write(stats, out);
      }
    }

    @Override
    public GroupStats read(int bodyVersion, ByteReader in) {
      SeriesStats[] series = new SeriesStats[in.readVarInt()];
      for (int i = 0; i < series.length; i++) {
        series[i] = SeriesStats.AccumulatorCoder.INSTANCE.read(in);
      }
      return new GroupStats(series);
    }
  }
}

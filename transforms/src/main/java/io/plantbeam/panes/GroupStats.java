package io.plantbeam.panes;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.Interner;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.model.SeriesContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The statistics of several series in one span of time: what an engine does for a key (windowing,
 * state, timers, triggers) costs more than merging, and is so done once for many series.
 *
 * <p>Immutable, although accumulators are not: an engine may be writing into a snapshot what it has
 * handed out. Parts that are added are kept side by side and merged when they are asked for, which
 * takes one new accumulator for each series instead of one for each part.
 */
public final class GroupStats {
  /** Holds no reading. */
  public static final GroupStats EMPTY = new GroupStats(new SeriesStats[0][]);

  /** So many are merged, so that readings which trickle in do not make an ever longer list. */
  private static final int MOST_PARTS = 16;

  private static final Interner<GroupStats> FORMS = new Forms();

  private static final Comparator<SeriesStats> BY_SERIES = GroupStats::compareSeries;

  private static final Comparator<String> FACILITIES =
      Comparator.nullsFirst(Comparator.naturalOrder());

  /** None empty; each with one accumulator for each series, in the order of their keys. */
  private final SeriesStats[][] parts;

  private GroupStats(SeriesStats[][] parts) {
    this.parts = parts;
  }

  /**
   * Takes over accumulators.
   *
   * @param series each of another series, none empty; not to be changed afterwards
   */
  public static GroupStats of(Collection<SeriesStats> series) {
    if (series.isEmpty()) {
      return EMPTY;
    }
    SeriesStats[] sorted = series.toArray(SeriesStats[]::new);
    Arrays.sort(sorted, BY_SERIES);
    return new GroupStats(new SeriesStats[][] {sorted});
  }

  /** The statistics of these readings and those of another group. */
  public GroupStats plus(GroupStats other) {
    if (isEmpty() || other.isEmpty()) {
      return isEmpty() ? other : this;
    }
    SeriesStats[][] both = Arrays.copyOf(parts, parts.length + other.parts.length);
    System.arraycopy(other.parts, 0, both, parts.length, other.parts.length);
    return new GroupStats(both.length <= MOST_PARTS ? both : new SeriesStats[][] {merged(both)});
  }

  private static SeriesStats[] merged(SeriesStats[][] parts) {
    if (parts.length == 1) {
      return parts[0];
    }
    Merged merged = new Merged(parts[0]);
    for (int part = 1; part < parts.length; part++) {
      merged.add(parts[part]);
    }
    return merged.series;
  }

  /** Accumulators of which some are new, and may be added to. */
  private static final class Merged {
    SeriesStats[] series;
    private boolean[] isNew;

    Merged(SeriesStats[] series) {
      this.series = series;
      isNew = new boolean[series.length];
    }

    void add(SeriesStats[] part) {
      SeriesStats[] mine = series;
      SeriesStats[] both = new SeriesStats[mine.length + part.length];
      boolean[] bothNew = new boolean[both.length];
      int size = 0;
      int next = 0;
      for (int i = 0; i < mine.length; i++) {
        int order = 1;
        while (next < part.length && (order = compareSeries(mine[i], part[next])) > 0) {
          both[size++] = part[next++];
        }
        both[size] = mine[i];
        bothNew[size] = isNew[i];
        if (order == 0 && next < part.length) {
          if (!isNew[i]) {
            both[size] = new SeriesStats();
            both[size].merge(mine[i]);
            bothNew[size] = true;
          }
          both[size].merge(part[next++]);
        }
        size++;
      }
      while (next < part.length) {
        both[size++] = part[next++];
      }
      series = size == both.length ? both : Arrays.copyOf(both, size);
      isNew = bothNew;
    }
  }

  public boolean isEmpty() {
    return parts.length == 0;
  }

  /** One for each series; not to be changed. */
  public List<SeriesStats> series() {
    return isEmpty() ? List.of() : Arrays.asList(merged(parts));
  }

  /** The number of readings. */
  public long count() {
    long count = 0;
    for (SeriesStats[] part : parts) {
      for (SeriesStats stats : part) {
        count += stats.count();
      }
    }
    return count;
  }

  @SuppressWarnings("ReferenceEquality")
  private static int compareSeries(SeriesStats one, SeriesStats other) {
    SeriesContext first = one.context();
    SeriesContext second = other.context();
    int order = 0;
    if (first.series() != second.series()) {
      order = first.series().sensorId().compareTo(second.series().sensorId());
      order = order != 0 ? order : first.series().metric().compareTo(second.series().metric());
    }
    return order != 0 || first.asset() == second.asset()
        ? order
        : FACILITIES.compare(first.asset().facilityId(), second.asset().facilityId());
  }

  /**
   * The accumulators, part after part, each in the order of its series, in a form that has a length
   * and, within it, the version of the accumulators. A snapshot of state is so written without
   * merging.
   */
  public static final class GroupStatsCoder extends VersionedCoder<GroupStats> {
    private static final long serialVersionUID = 1;

    public static final GroupStatsCoder INSTANCE = new GroupStatsCoder();

    private GroupStatsCoder() {
      super(1);
    }

    @Override
    protected void write(GroupStats value, ByteWriter out) {
      FORMS.write(value, out);
    }

    @Override
    protected GroupStats read(int bodyVersion, ByteReader in) {
      return FORMS.read(in);
    }
  }

  /**
   * A pane crosses the shuffle once for each window that holds it, one soon after the other: it is
   * encoded and decoded once, and those windows share it.
   */
  private static final class Forms extends Interner<GroupStats> {
    private static final int SLOTS = 32;

    Forms() {
      super(SLOTS);
    }

    @Override
    protected void encode(GroupStats value, ByteWriter out) {
      List<SeriesStats> all = new ArrayList<>();
      for (SeriesStats[] part : value.parts) {
        all.addAll(Arrays.asList(part));
      }
      SeriesStats.AccumulatorCoder.INSTANCE.embedAll(all, out);
    }

    @Override
    protected GroupStats decode(ByteReader in) {
      SeriesStats[] all =
          SeriesStats.AccumulatorCoder.INSTANCE.readAllEmbedded(in).toArray(SeriesStats[]::new);
      List<SeriesStats[]> parts = new ArrayList<>(1);
      int begin = 0;
      for (int i = 1; i < all.length; i++) {
        if (compareSeries(all[i - 1], all[i]) >= 0) {
          parts.add(Arrays.copyOfRange(all, begin, i));
          begin = i;
        }
      }
      if (all.length > 0) {
        parts.add(begin == 0 ? all : Arrays.copyOfRange(all, begin, all.length));
      }
      return new GroupStats(parts.toArray(SeriesStats[][]::new));
    }
  }
}

package io.plantbeam.deduplicate;

import io.plantbeam.model.SeriesKey;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * What was seen of each series of a shard. Immutable, because an engine may be writing what it
 * handed out into a snapshot. A changed one shares with the one before it all series that did not
 * change: it costs by what a bundle brings, and not by the series that there are.
 */
final class SeenTimesOfShard {
  static final SeenTimesOfShard EMPTY = new SeenTimesOfShard(new Entry[1][], 0);

  private static final Entry[] NO_ENTRIES = {};

  /** Series by the lowest bits of their hashes; null where there is none. */
  private final Entry[][] buckets;

  private final int size;

  private record Entry(SeriesKey series, int hash, SeenTimes times) {
    boolean isOf(SeriesKey other, int itsHash) {
      return hash == itsHash && series.equals(other);
    }
  }

  private SeenTimesOfShard(Entry[][] buckets, int size) {
    this.buckets = buckets;
    this.size = size;
  }

  /** The number of series. */
  int size() {
    return size;
  }

  /** Passes on each series with its times, which are not to be changed. */
  void forEach(BiConsumer<SeriesKey, SeenTimes> seriesAndTimes) {
    for (Entry[] bucket : buckets) {
      if (bucket != null) {
        for (Entry entry : bucket) {
          seriesAndTimes.accept(entry.series, entry.times);
        }
      }
    }
  }

  /** Begins a changed one. */
  Builder change() {
    return new Builder(this);
  }

  /** What a series has, which is not to be changed; null if nothing. */
  SeenTimes get(SeriesKey series) {
    return get(buckets, series, hash(series));
  }

  private static SeenTimes get(Entry[][] buckets, SeriesKey series, int hash) {
    Entry[] bucket = buckets[hash & (buckets.length - 1)];
    if (bucket != null) {
      for (Entry entry : bucket) {
        if (entry.isOf(series, hash)) {
          return entry.times;
        }
      }
    }
    return null;
  }

  private static int hash(SeriesKey series) {
    int hash = series.hashCode() * 0x9E3779B9;
    return hash ^ (hash >>> 15);
  }

  /** Whether both have the same series with the same times. */
  @Override
  public boolean equals(Object other) {
    if (!(other instanceof SeenTimesOfShard that) || size != that.size) {
      return false;
    }
    for (Entry[] bucket : buckets) {
      if (bucket != null) {
        for (Entry entry : bucket) {
          if (!entry.times.equals(that.get(entry.series))) {
            return false;
          }
        }
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return size;
  }

  @Override
  public String toString() {
    return "SeenTimesOfShard[%d series]".formatted(size);
  }

  /** A change of one; not to be used after it is built. */
  static final class Builder {
    private Entry[][] buckets;
    private int size;

    private Builder(SeenTimesOfShard before) {
      buckets = before.buckets.clone();
      size = before.size;
    }

    /** What a series has, which is not to be changed; null if nothing. */
    SeenTimes get(SeriesKey series) {
      return SeenTimesOfShard.get(buckets, series, hash(series));
    }

    /** Sets what a series has. */
    void put(SeriesKey series, SeenTimes times) {
      put(new Entry(series, hash(series), times));
      if (size > buckets.length) {
        grow();
      }
    }

    private void put(Entry added) {
      int slot = added.hash & (buckets.length - 1);
      Entry[] bucket = buckets[slot] == null ? NO_ENTRIES : buckets[slot];
      for (int i = 0; i < bucket.length; i++) {
        if (bucket[i].isOf(added.series, added.hash)) {
          buckets[slot] = bucket.clone();
          buckets[slot][i] = added;
          return;
        }
      }
      buckets[slot] = Arrays.copyOf(bucket, bucket.length + 1);
      buckets[slot][bucket.length] = added;
      size++;
    }

    private void grow() {
      Entry[][] old = buckets;
      buckets = new Entry[old.length * 4][];
      size = 0;
      for (Entry[] bucket : old) {
        if (bucket != null) {
          for (Entry entry : bucket) {
            put(entry);
          }
        }
      }
    }

    SeenTimesOfShard build() {
      return new SeenTimesOfShard(buckets, size);
    }
  }
}

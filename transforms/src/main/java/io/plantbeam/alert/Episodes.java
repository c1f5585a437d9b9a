package io.plantbeam.alert;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import java.util.Arrays;

/**
 * The latest episodes of one {@link EpisodeKey}: event times of their first and last anomalies, in
 * microseconds since the epoch. Immutable, and bounded: of more than {@value #REMEMBERED} episodes
 * the oldest is forgotten, except the one that an anomaly has just come to.
 */
final class Episodes {
  static final int REMEMBERED = 16;

  static final Episodes NONE = new Episodes(new long[0]);

  /** First and last of each episode, in ascending order. */
  private final long[] bounds;

  private Episodes(long[] bounds) {
    this.bounds = bounds;
  }

  /** Whether an anomaly at this time belongs to one of the episodes. */
  boolean has(long time, long cooldown) {
    for (int i = 0; i < bounds.length; i += 2) {
      if (time > bounds[i] - cooldown && time < bounds[i + 1] + cooldown) {
        return true;
      }
    }
    return false;
  }

  /**
   * The episodes with an anomaly at this time: a new episode, a longer one, or two that it joins
   * into one.
   */
  Episodes with(long time, long cooldown) {
    long first = time;
    long last = time;
    long[] merged = new long[bounds.length + 2];
    int size = 0;
    int at = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      if (time > bounds[i] - cooldown && time < bounds[i + 1] + cooldown) {
        first = Math.min(first, bounds[i]);
        last = Math.max(last, bounds[i + 1]);
      } else {
        merged[size++] = bounds[i];
        merged[size++] = bounds[i + 1];
        if (bounds[i + 1] < time) {
          at = size;
        }
      }
    }
    System.arraycopy(merged, at, merged, at + 2, size - at);
    merged[at] = first;
    merged[at + 1] = last;
    size += 2;
    if (size > 2 * REMEMBERED) {
      // Not the one that goes on, or each of its anomalies would begin it again.
      int oldest = at == 0 ? 2 : 0;
      System.arraycopy(merged, oldest + 2, merged, oldest, size - oldest - 2);
      size -= 2;
    }
    return new Episodes(Arrays.copyOf(merged, size));
  }

  int size() {
    return bounds.length / 2;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Episodes that && Arrays.equals(bounds, that.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  @Override
  public String toString() {
    return "Episodes" + Arrays.toString(bounds);
  }

  /** The number of bounds, then the bounds. */
  static final class EpisodesCoder extends VersionedCoder<Episodes> {
    private static final long serialVersionUID = 1;

    static final EpisodesCoder INSTANCE = new EpisodesCoder();

    private EpisodesCoder() {
      super(1);
    }

    @Override
    protected void write(Episodes value, ByteWriter out) {
      out.writeVarLong(value.bounds.length);
      for (long bound : value.bounds) {
        out.writeTime(bound);
      }
    }

    @Override
    protected Episodes read(int bodyVersion, ByteReader in) {
      long[] bounds = new long[in.readVarInt()];
      for (int i = 0; i < bounds.length; i++) {
        bounds[i] = in.readTime();
      }
      return new Episodes(bounds);
    }
  }
}

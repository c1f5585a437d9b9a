package io.plantbeam.deduplicate;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Hashes of the values that a series had at some of its times: at the last {@value #RECENT} that
 * came, and at those with several values. At any other time the value is forgotten, because those
 * of all readings would take many times the bytes of their times.
 *
 * <p>Mutable and not thread-safe.
 */
final class SeenValues {
  private static final int RECENT = 2;

  /** More values of one time are let through without being remembered. */
  private static final int MOST_VALUES_OF_A_TIME = 4096;

  private static final int PURGED_FROM = 64;
  private static final int HAS_CONTESTED = 4;

  private final long[] recentTimes = new long[RECENT];
  private final int[] recentHashes = new int[RECENT];
  private int recent;

  /** Sorted hashes, never changed, of the values of a time that has several; null for none. */
  private TreeMap<Long, int[]> contested;

  private int purgeAt = PURGED_FROM;

  /** A hash of 32 bits; those of two equal numbers are equal, that of 0.0 and -0.0 too. */
  static int hash(double value) {
    long bits = Double.doubleToLongBits(value + 0.0) * 0x9E3779B97F4A7C15L;
    bits ^= bits >>> 29;
    bits *= 0xBF58476D1CE4E5B9L;
    return (int) (bits >>> 32);
  }

  /** Remembers the value of a time that has none. */
  void first(long time, int hash) {
    if (contested != null) {
      contested.remove(time);
    }
    if (recent == RECENT) {
      recent--;
    }
    System.arraycopy(recentTimes, 0, recentTimes, 1, recent);
    System.arraycopy(recentHashes, 0, recentHashes, 1, recent);
    recentTimes[0] = time;
    recentHashes[0] = hash;
    recent++;
  }

  /**
   * Remembers a value of a time that has come before.
   *
   * @return whether the values of that time are known, and this is another one
   */
  boolean isOther(long time, int hash) {
    int[] known = contested == null ? null : contested.get(time);
    if (known == null) {
      for (int i = 0; i < recent; i++) {
        if (recentTimes[i] == time) {
          known = new int[] {recentHashes[i]};
        }
      }
    }
    if (known == null) {
      return false;
    }
    int place = Arrays.binarySearch(known, hash);
    if (place >= 0) {
      return false;
    }
    if (known.length < MOST_VALUES_OF_A_TIME) {
      contest(time, with(known, -place - 1, hash));
    }
    return true;
  }

  private static int[] with(int[] sorted, int place, int hash) {
    int[] more = new int[sorted.length + 1];
    System.arraycopy(sorted, 0, more, 0, place);
    more[place] = hash;
    System.arraycopy(sorted, place, more, place + 1, sorted.length - place);
    return more;
  }

  private void contest(long time, int[] hashes) {
    if (contested == null) {
      contested = new TreeMap<>();
    }
    contested.put(time, hashes);
  }

  /** Whether there are so many times with several values that {@link #forget} is due. */
  boolean isPurgeDue() {
    return contested != null && contested.size() >= purgeAt;
  }

  /** Forgets the values of times that are not remembered themselves. */
  void forget(SeenTimes times, long within) {
    contested.keySet().removeIf(time -> !times.isNear(time, within));
    purgeAt = Math.max(PURGED_FROM, 2 * contested.size());
  }

  SeenValues copy() {
    SeenValues copy = new SeenValues();
    System.arraycopy(recentTimes, 0, copy.recentTimes, 0, recent);
    System.arraycopy(recentHashes, 0, copy.recentHashes, 0, recent);
    copy.recent = recent;
    copy.contested = contested == null ? null : new TreeMap<>(contested);
    copy.purgeAt = purgeAt;
    return copy;
  }

  /** Whether all times are whole milliseconds. */
  boolean areWholeMillis() {
    for (int i = 0; i < recent; i++) {
      if (!ByteWriter.isWholeMillis(recentTimes[i])) {
        return false;
      }
    }
    return contested == null || contested.keySet().stream().allMatch(ByteWriter::isWholeMillis);
  }

  /**
   * How many recent times there are, and whether others with several values; the former with one
   * value each, and the number of the latter with the number of their values and these.
   *
   * @param greatest from which times are counted back
   * @param unit of which all distances are whole multiples
   */
  void write(ByteWriter out, long greatest, long unit) {
    boolean hasContested = contested != null && !contested.isEmpty();
    out.writeByte(hasContested ? recent | HAS_CONTESTED : recent);
    for (int i = 0; i < recent; i++) {
      out.writeSignedVarLong((greatest - recentTimes[i]) / unit);
      out.writeInt(recentHashes[i]);
    }
    if (hasContested) {
      out.writeVarLong(contested.size());
      for (Map.Entry<Long, int[]> values : contested.entrySet()) {
        out.writeSignedVarLong((greatest - values.getKey()) / unit);
        out.writeVarLong(values.getValue().length);
        for (int hash : values.getValue()) {
          out.writeInt(hash);
        }
      }
    }
  }

  /** Reads what {@link #write} wrote. */
  static SeenValues read(ByteReader in, long greatest, long unit) {
    SeenValues value = new SeenValues();
    int header = in.readByte();
    value.recent = header & (HAS_CONTESTED - 1);
    for (int i = 0; i < value.recent; i++) {
      value.recentTimes[i] = greatest - in.readSignedVarLong() * unit;
      value.recentHashes[i] = in.readInt();
    }
    if ((header & HAS_CONTESTED) != 0) {
      for (int left = in.readVarInt(); left > 0; left--) {
        long time = greatest - in.readSignedVarLong() * unit;
        int[] hashes = new int[in.readVarInt()];
        for (int i = 0; i < hashes.length; i++) {
          hashes[i] = in.readInt();
        }
        value.contest(time, hashes);
      }
    }
    return value;
  }

  @Override
  public boolean equals(Object object) {
    if (!(object instanceof SeenValues that)
        || !Arrays.equals(recentTimes, 0, recent, that.recentTimes, 0, that.recent)
        || !Arrays.equals(recentHashes, 0, recent, that.recentHashes, 0, that.recent)) {
      return false;
    }
    Map<Long, int[]> mine = contested == null ? Map.of() : contested;
    Map<Long, int[]> others = that.contested == null ? Map.of() : that.contested;
    return mine.keySet().equals(others.keySet())
        && mine.entrySet().stream()
            .allMatch(values -> Arrays.equals(values.getValue(), others.get(values.getKey())));
  }

  @Override
  public int hashCode() {
    return Objects.hash(recent, recent == 0 ? 0 : recentTimes[0]);
  }
}

package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;

/**
 * A series: one metric of one sensor of one facility. The key of all that is done per series.
 *
 * @param facilityId null where neither messages nor the registry name one
 */
public record SeriesKey(String facilityId, String sensorId, String metric) {
  private static final int BATCH_SHARDS = 32;

  /**
   * Few, for what an engine does per key costs more than the work itself, and enough to lie evenly
   * on the subtasks: Flink's hash puts at most 50 of 96 on one of two, 25 on one of four, 14 on one
   * of eight.
   */
  private static final int STREAM_SHARDS = 96;

  /**
   * The shard in which bounded input is grouped, together with a span of time. With 50,000 sensors
   * at a reading a second, the readings of a shard and an hour take some 200 MB.
   */
  public int batchShard() {
    return shard(BATCH_SHARDS);
  }

  /** The shard in which unbounded input is grouped and its state is kept. */
  public int streamShard() {
    return shard(STREAM_SHARDS);
  }

  /** A number from 0 to {@code shards - 1}, the same in every process. */
  public int shard(int shards) {
    int hash = 31 * sensorId.hashCode() + metric.hashCode();
    if (facilityId != null) {
      hash += 961 * facilityId.hashCode();
    }
    // The ids of neighbours differ in their last characters, which reach the lowest bits alone.
    return Math.floorMod((hash * 0x9E3779B9) >>> 8, shards);
  }

  /** Sensor id, metric, facility id. */
  public static final class KeyCoder extends VersionedCoder<SeriesKey> {
    private static final long serialVersionUID = 1;

    public static final KeyCoder INSTANCE = new KeyCoder();

    private KeyCoder() {
      super(1);
    }

    @Override
    protected void write(SeriesKey value, ByteWriter out) {
      out.writeString(value.sensorId);
      out.writeString(value.metric);
      out.writeString(value.facilityId);
    }

    @Override
    protected SeriesKey read(int bodyVersion, ByteReader in) {
      String sensorId = in.readString();
      String metric = in.readString();
      return new SeriesKey(in.readString(), sensorId, metric);
    }

    @Override
    public boolean consistentWithEquals() {
      return true;
    }
  }
}

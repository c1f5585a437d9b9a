package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import java.util.Objects;

/**
 * A series: one metric of one sensor of one facility. The key of all that is done per series, which
 * is why it keeps its hash.
 */
public final class SeriesKey {
  private final String facilityId;
  private final String sensorId;
  private final String metric;
  private final int hash;
  private static final int BATCH_SHARDS = 32;

  /**
   * A key.
   *
   * @param facilityId null where neither messages nor the registry name one
   */
  public SeriesKey(String facilityId, String sensorId, String metric) {
    this.facilityId = facilityId;
    this.sensorId = sensorId;
    this.metric = metric;
    int ofSensor = 31 * sensorId.hashCode() + metric.hashCode();
    hash = facilityId == null ? ofSensor : ofSensor + 961 * facilityId.hashCode();
  }

  /** Null where neither messages nor the registry name one. */
  public String facilityId() {
    return facilityId;
  }

  public String sensorId() {
    return sensorId;
  }

  public String metric() {
    return metric;
  }

  /**
   * The shard in which bounded input is grouped, together with a span of time. With 50,000 sensors
   * at a reading a second, the readings of a shard and an hour take some 200 MB.
   */
  public int batchShard() {
    return shard(BATCH_SHARDS);
  }

  /** The shard in which unbounded input is grouped and its state is kept. */
  public int streamShard() {
    return Shards.MANY.of(hash);
  }

  /** One of these shards. */
  public int shard(Shards shards) {
    return shards.of(hash);
  }

  /** A number from 0 to {@code shards - 1}, the same in every process. */
  public int shard(int shards) {
    return Shards.index(hash, shards);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof SeriesKey that
            && hash == that.hash
            && sensorId.equals(that.sensorId)
            && metric.equals(that.metric)
            && Objects.equals(facilityId, that.facilityId));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return "SeriesKey[facilityId=%s, sensorId=%s, metric=%s]"
        .formatted(facilityId, sensorId, metric);
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

package io.plantbeam.detect.reading;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.detect.reading.ReadingDetector.Scope;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.SeriesKey;

/**
 * What the state of reading detectors is kept for: a series, or an asset.
 *
 * @param facilityId null where neither messages nor the registry name one
 * @param sensorId null for an asset
 * @param member the metric, or the equipment in the facility
 */
public record DetectorKey(Scope scope, String facilityId, String sensorId, String member) {
  /** The key of a series. */
  public static DetectorKey ofSeries(SeriesKey series) {
    return new DetectorKey(Scope.SERIES, series.facilityId(), series.sensorId(), series.metric());
  }

  /** The key of an asset, or null where the registry knows no equipment. */
  public static DetectorKey ofAsset(AssetContext asset) {
    return asset.equipmentId() == null
        ? null
        : new DetectorKey(Scope.ASSET, asset.facilityId(), null, asset.equipmentId());
  }

  /** The shard in which readings are sorted. */
  public int shard() {
    return new SeriesKey(facilityId, String.valueOf(sensorId), member).streamShard();
  }

  /** The fields in their order. */
  public static final class KeyCoder extends VersionedCoder<DetectorKey> {
    private static final long serialVersionUID = 1;

    public static final KeyCoder INSTANCE = new KeyCoder();

    private static final Scope[] SCOPES = Scope.values();

    private KeyCoder() {
      super(1);
    }

    @Override
    protected void write(DetectorKey value, ByteWriter out) {
      out.writeByte(value.scope.ordinal());
      out.writeString(value.facilityId);
      out.writeString(value.sensorId);
      out.writeString(value.member);
    }

    @Override
    protected DetectorKey read(int bodyVersion, ByteReader in) {
      return new DetectorKey(
          SCOPES[in.readByte()], in.readString(), in.readString(), in.readString());
    }

    @Override
    public boolean consistentWithEquals() {
      return true;
    }
  }
}

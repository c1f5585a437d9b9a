package io.plantbeam.alert;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.SeriesKey;

/**
 * What the anomalies of one episode have in common: series, detector and severity.
 *
 * @param facilityId null where neither messages nor the registry name one
 * @param sensorId null for a detector of assets
 * @param metric of a detector of assets, the equipment
 */
record EpisodeKey(
    String facilityId, String sensorId, String metric, String detector, String severity) {

  /**
   * The episode of an anomaly.
   *
   * @param ofAsset whether its detector judges assets and not series
   */
  static EpisodeKey of(Anomaly anomaly, boolean ofAsset) {
    String detector = anomaly.detector();
    String severity = anomaly.severity().label();
    if (ofAsset) {
      AssetContext asset = anomaly.context().asset();
      return new EpisodeKey(asset.facilityId(), null, asset.equipmentId(), detector, severity);
    }
    SeriesKey series = anomaly.context().key();
    return new EpisodeKey(
        series.facilityId(), series.sensorId(), series.metric(), detector, severity);
  }

  /** The fields in their order. */
  static final class EpisodeKeyCoder extends VersionedCoder<EpisodeKey> {
    private static final long serialVersionUID = 1;

    static final EpisodeKeyCoder INSTANCE = new EpisodeKeyCoder();

    private EpisodeKeyCoder() {
      super(1);
    }

    @Override
    protected void write(EpisodeKey value, ByteWriter out) {
      out.writeString(value.facilityId);
      out.writeString(value.sensorId);
      out.writeString(value.metric);
      out.writeString(value.detector);
      out.writeString(value.severity);
    }

    @Override
    protected EpisodeKey read(int bodyVersion, ByteReader in) {
      return new EpisodeKey(
          in.readString(), in.readString(), in.readString(), in.readString(), in.readString());
    }

    @Override
    public boolean consistentWithEquals() {
      return true;
    }
  }
}

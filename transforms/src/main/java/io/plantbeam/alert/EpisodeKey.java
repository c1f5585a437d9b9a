package io.plantbeam.alert;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.Identity;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesKey;

/**
 * What the anomalies of one episode have in common: series or asset, and detector.
 *
 * @param facilityId null where neither messages nor the registry name one
 * @param sensorId null for a detector of assets
 * @param metric of a detector of assets, the equipment
 */
record EpisodeKey(String facilityId, String sensorId, String metric, String detector) {

  /**
   * The episode of what a detector says of a series.
   *
   * @param ofAsset whether the detector judges assets and not series
   */
  static EpisodeKey of(String detector, SeriesContext context, boolean ofAsset) {
    if (ofAsset) {
      AssetContext asset = context.asset();
      return new EpisodeKey(asset.facilityId(), null, asset.equipmentId(), detector);
    }
    SeriesKey series = context.key();
    return new EpisodeKey(series.facilityId(), series.sensorId(), series.metric(), detector);
  }

  /**
   * The id of the alert of the episode that begins then.
   *
   * @param startsAtMicros since the epoch
   */
  String alertId(long startsAtMicros) {
    String start = Identity.time(startsAtMicros);
    return facilityId == null
        ? Identity.of(sensorId, metric, detector, start)
        : Identity.of(sensorId, metric, detector, start, facilityId);
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
    }

    @Override
    protected EpisodeKey read(int bodyVersion, ByteReader in) {
      return new EpisodeKey(in.readString(), in.readString(), in.readString(), in.readString());
    }

    @Override
    public boolean consistentWithEquals() {
      return true;
    }
  }
}

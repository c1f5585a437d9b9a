package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;

/**
 * What a detector that ends its episodes itself says of a series: an anomaly, or the end. Both are
 * in one collection because an end that overtook its anomaly would say that this is over.
 *
 * @param anomaly null where it is an end
 * @param end null where it is an anomaly
 */
public record EpisodeEvent(Anomaly anomaly, EpisodeEnd end) {

  public static EpisodeEvent of(Anomaly anomaly) {
    return new EpisodeEvent(anomaly, null);
  }

  public static EpisodeEvent of(EpisodeEnd end) {
    return new EpisodeEvent(null, end);
  }

  /** Whether it is an end, and that or the anomaly. */
  public static final class EpisodeEventCoder extends VersionedCoder<EpisodeEvent> {
    private static final long serialVersionUID = 1;

    public static final EpisodeEventCoder INSTANCE = new EpisodeEventCoder();

    private EpisodeEventCoder() {
      super(1);
    }

    @Override
    protected void write(EpisodeEvent value, ByteWriter out) {
      out.writeBoolean(value.end != null);
      if (value.end != null) {
        EpisodeEnd.EpisodeEndCoder.INSTANCE.embed(value.end, out);
      } else {
        Anomaly.AnomalyCoder.INSTANCE.embed(value.anomaly, out);
      }
    }

    @Override
    protected EpisodeEvent read(int bodyVersion, ByteReader in) {
      return in.readBoolean()
          ? of(EpisodeEnd.EpisodeEndCoder.INSTANCE.readEmbedded(in))
          : of(Anomaly.AnomalyCoder.INSTANCE.readEmbedded(in));
    }
  }
}

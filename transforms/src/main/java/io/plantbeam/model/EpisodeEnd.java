package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;

/**
 * A detector's word that what it found in a series is over, as when an alarm returns to normal. Of
 * detectors whose episodes do not end by themselves after a while without anomalies.
 *
 * @param eventTimeMicros of the reading by which it is over, in microseconds since the epoch
 * @param value of that reading
 * @param recent the curve of the series up to that reading; may be {@link RecentMeans#NONE}
 */
public record EpisodeEnd(
    String detector,
    SeriesContext context,
    long eventTimeMicros,
    double value,
    RecentMeans recent) {

  /** The fields in their order. */
  public static final class EpisodeEndCoder extends VersionedCoder<EpisodeEnd> {
    private static final long serialVersionUID = 1;

    public static final EpisodeEndCoder INSTANCE = new EpisodeEndCoder();

    private EpisodeEndCoder() {
      super(1);
    }

    @Override
    protected void write(EpisodeEnd value, ByteWriter out) {
      out.writeString(value.detector);
      value.context.write(out);
      out.writeTime(value.eventTimeMicros);
      out.writeDouble(value.value);
      RecentMeans.RecentMeansCoder.INSTANCE.embed(value.recent, out);
    }

    @Override
    protected EpisodeEnd read(int bodyVersion, ByteReader in) {
      return new EpisodeEnd(
          in.readString(),
          SeriesContext.read(in),
          in.readTime(),
          in.readDouble(),
          RecentMeans.RecentMeansCoder.INSTANCE.readEmbedded(in));
    }
  }
}

package io.plantbeam.detect.silence;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.Timestamps;
import io.plantbeam.model.WindowStats;
import java.util.Comparator;

/**
 * A window of a series that has readings. Without a context it is one of any series, and tells only
 * how far event time has come.
 *
 * @param lastTime the greatest event time, in milliseconds like the window
 */
record Sighting(
    SeriesContext context, long windowStart, long windowEnd, long count, long lastTime) {
  /** Of the series that are watched together. */
  static final int SHARDS = 4;

  static final Comparator<Sighting> BY_WINDOW = Comparator.comparingLong(Sighting::windowEnd);

  static Sighting of(WindowStats window) {
    return new Sighting(
        window.context(),
        window.windowStart(),
        window.windowEnd(),
        window.count(),
        Timestamps.toMillis(window.lastTimeMicros()));
  }

  static Sighting ofTime(long windowEnd, long lastTime) {
    return new Sighting(null, windowEnd, windowEnd, 0, lastTime);
  }

  /** Whether there is a context, the fields in their order. */
  static final class SightingCoder extends VersionedCoder<Sighting> {
    private static final long serialVersionUID = 1;

    static final SightingCoder INSTANCE = new SightingCoder();

    private SightingCoder() {
      super(1);
    }

    @Override
    protected void write(Sighting value, ByteWriter out) {
      out.writeBoolean(value.context != null);
      if (value.context != null) {
        value.context.write(out);
      }
      out.writeSignedVarLong(value.windowStart);
      out.writeSignedVarLong(value.windowEnd);
      out.writeVarLong(value.count);
      out.writeSignedVarLong(value.lastTime);
    }

    @Override
    protected Sighting read(int bodyVersion, ByteReader in) {
      return new Sighting(
          in.readBoolean() ? SeriesContext.read(in) : null,
          in.readSignedVarLong(),
          in.readSignedVarLong(),
          in.readVarLong(),
          in.readSignedVarLong());
    }
  }
}

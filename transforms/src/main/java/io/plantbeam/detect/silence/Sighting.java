package io.plantbeam.detect.silence;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.Timestamps;
import io.plantbeam.model.WindowStats;
import java.util.Comparator;

/**
 * A window of a series that has readings. Without a context it is one of any series, and tells only
 * how far event time has come; with an anomaly it asks for the curve of its series.
 *
 * @param lastTime the greatest event time, in milliseconds like the window
 * @param mean of the window; NaN where its last period has no readings
 * @param anomaly null but where one was found by another detector
 */
record Sighting(
    SeriesContext context,
    long windowStart,
    long windowEnd,
    long count,
    long lastTime,
    float mean,
    Anomaly anomaly) {
  /** What is found in a window comes after it. */
  static final Comparator<Sighting> BY_WINDOW =
      Comparator.comparingLong(Sighting::windowEnd)
          .thenComparing(sighting -> sighting.anomaly != null);

  /**
   * The window of a series.
   *
   * @param periodMillis from the end of the window before it
   */
  static Sighting of(WindowStats window, long periodMillis) {
    long lastTime = Timestamps.toMillis(window.lastTimeMicros());
    return new Sighting(
        window.context(),
        window.windowStart(),
        window.windowEnd(),
        window.count(),
        lastTime,
        lastTime >= window.windowEnd() - periodMillis ? (float) window.mean() : Float.NaN,
        null);
  }

  static Sighting of(Anomaly anomaly) {
    long end = Timestamps.toMillis(anomaly.windowEndMicros());
    return new Sighting(anomaly.context(), end, end, 0, Long.MIN_VALUE, Float.NaN, anomaly);
  }

  static Sighting ofTime(long windowEnd, long lastTime) {
    return new Sighting(null, windowEnd, windowEnd, 0, lastTime, Float.NaN, null);
  }

  /** Which of the three it is; an anomaly, or the fields in their order. */
  static final class SightingCoder extends VersionedCoder<Sighting> {
    private static final long serialVersionUID = 1;
    private static final int TIME = 0;
    private static final int WINDOW = 1;
    private static final int ANOMALY = 2;

    static final SightingCoder INSTANCE = new SightingCoder();

    private SightingCoder() {
      super(1);
    }

    @Override
    protected void write(Sighting value, ByteWriter out) {
      if (value.anomaly != null) {
        out.writeByte(ANOMALY);
        Anomaly.AnomalyCoder.INSTANCE.embed(value.anomaly, out);
      } else if (value.context == null) {
        out.writeByte(TIME);
        out.writeSignedVarLong(value.windowEnd);
        out.writeSignedVarLong(value.lastTime);
      } else {
        out.writeByte(WINDOW);
        value.context.write(out);
        out.writeSignedVarLong(value.windowStart);
        out.writeSignedVarLong(value.windowEnd);
        out.writeVarLong(value.count);
        out.writeSignedVarLong(value.lastTime);
        out.writeFloat(value.mean);
      }
    }

    @Override
    protected Sighting read(int bodyVersion, ByteReader in) {
      int kind = in.readByte();
      return switch (kind) {
        case TIME -> ofTime(in.readSignedVarLong(), in.readSignedVarLong());
        case WINDOW ->
            new Sighting(
                SeriesContext.read(in),
                in.readSignedVarLong(),
                in.readSignedVarLong(),
                in.readVarLong(),
                in.readSignedVarLong(),
                in.readFloat(),
                null);
        case ANOMALY -> of(Anomaly.AnomalyCoder.INSTANCE.readEmbedded(in));
        default -> throw new IndexOutOfBoundsException("There is no kind " + kind);
      };
    }
  }
}

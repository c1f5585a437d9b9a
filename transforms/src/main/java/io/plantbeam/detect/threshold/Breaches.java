package io.plantbeam.detect.threshold;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.model.SeriesContext;

/**
 * The readings of one series and minute that lie outside its thresholds.
 *
 * @param lastTimeMicros the greatest event time, in microseconds since the epoch
 * @param lastValue the value at that time; of several there, the greatest
 * @param context the series with its thresholds, as at the last reading
 */
record Breaches(long count, long lastTimeMicros, double lastValue, SeriesContext context) {

  static final long MINUTE_MICROS = 60_000_000;

  /** The minute of an event time, counted from the epoch. */
  static long minuteOf(long epochMicros) {
    return Math.floorDiv(epochMicros, MINUTE_MICROS);
  }

  /** Both together; the order of arrival does not matter. */
  Breaches merge(Breaches other) {
    int order = compareLastTo(other);
    Breaches last = order >= 0 ? this : other;
    SeriesContext lastContext =
        order == 0 ? SeriesContext.greater(context, other.context) : last.context;
    return new Breaches(count + other.count, last.lastTimeMicros, last.lastValue, lastContext);
  }

  private int compareLastTo(Breaches other) {
    return lastTimeMicros != other.lastTimeMicros
        ? Long.compare(lastTimeMicros, other.lastTimeMicros)
        : Double.compare(lastValue, other.lastValue);
  }

  /** The fields in their order. */
  static final class BreachesCoder extends VersionedCoder<Breaches> {
    private static final long serialVersionUID = 1;

    static final BreachesCoder INSTANCE = new BreachesCoder();

    private BreachesCoder() {
      super(1);
    }

    @Override
    protected void write(Breaches value, ByteWriter out) {
      out.writeVarLong(value.count);
      out.writeTime(value.lastTimeMicros);
      out.writeDouble(value.lastValue);
      value.context.write(out);
    }

    @Override
    protected Breaches read(int bodyVersion, ByteReader in) {
      return new Breaches(in.readVarLong(), in.readTime(), in.readDouble(), SeriesContext.read(in));
    }
  }
}

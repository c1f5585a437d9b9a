package io.plantbeam.model;

/**
 * One number that a sensor measured. Its identity is sensor, metric and event time.
 *
 * @param eventTimeMillis milliseconds since the epoch
 * @param value finite
 * @param quality as the message gives it, 1.0 where it gives none
 */
public record Reading(
    SeriesInfo series,
    long eventTimeMillis,
    double value,
    double quality,
    RangeCheck rangeCheck,
    Position position) {

  /** Series, event time, value, quality, range check, position. */
  public static final class ReadingCoder extends VersionedCoder<Reading> {
    private static final long serialVersionUID = 1;

    public static final ReadingCoder INSTANCE = new ReadingCoder();

    private ReadingCoder() {
      super(1);
    }

    @Override
    public void write(Reading value, ByteWriter out) {
      value.series.write(out);
      out.writeSignedVarLong(value.eventTimeMillis);
      out.writeDouble(value.value);
      out.writeDouble(value.quality);
      out.writeByte(value.rangeCheck.ordinal());
      value.position.write(out);
    }

    @Override
    public Reading read(int bodyVersion, ByteReader in) {
      return new Reading(
          SeriesInfo.read(in),
          in.readSignedVarLong(),
          in.readDouble(),
          in.readDouble(),
          RangeCheck.of(in.readByte()),
          Position.read(in));
    }
  }
}

package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import java.util.Arrays;

/** A series with what messages and registry say of it: what results are labelled with. */
public record SeriesContext(SeriesInfo series, AssetContext asset) {

  /** The series, in the facility that the messages or else the registry names. */
  public SeriesKey key() {
    return new SeriesKey(asset.facilityId(), series.sensorId(), series.metric());
  }

  /** Appends this as part of another form. */
  public void write(ByteWriter out) {
    ContextCoder.INSTANCE.embed(this, out);
  }

  /** Reads what {@link #write} wrote. */
  public static SeriesContext read(ByteReader in) {
    return ContextCoder.INSTANCE.readEmbedded(in);
  }

  /**
   * Of contexts that claim the same reading, one that does not depend on the order of arrival.
   * Which one it is has no meaning.
   */
  public static SeriesContext greater(SeriesContext one, SeriesContext other) {
    if (one.equals(other)) {
      return one;
    }
    return Arrays.compareUnsigned(one.bytes(), other.bytes()) >= 0 ? one : other;
  }

  private byte[] bytes() {
    ByteWriter out = new ByteWriter(256);
    write(out);
    return out.toByteArray();
  }

  /** Series, asset. */
  static final class ContextCoder extends VersionedCoder<SeriesContext> {
    private static final long serialVersionUID = 1;

    static final ContextCoder INSTANCE = new ContextCoder();

    private ContextCoder() {
      super(1);
    }

    @Override
    protected void write(SeriesContext value, ByteWriter out) {
      value.series.write(out);
      value.asset.write(out);
    }

    @Override
    protected SeriesContext read(int bodyVersion, ByteReader in) {
      return new SeriesContext(SeriesInfo.read(in), AssetContext.read(in));
    }
  }
}

package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.Interned;
import io.plantbeam.codec.PairInterner;
import java.util.Arrays;
import java.util.Objects;

/** A series with what messages and registry say of it: what results are labelled with. */
public final class SeriesContext extends Interned {
  private static final Forms FORMS = new Forms();

  private final SeriesInfo series;
  private final AssetContext asset;
  private final SeriesKey key;
  private final int hash;

  public SeriesContext(SeriesInfo series, AssetContext asset) {
    this.series = series;
    this.asset = asset;
    key =
        Objects.equals(series.facilityId(), asset.facilityId())
            ? series.key()
            : new SeriesKey(asset.facilityId(), series.sensorId(), series.metric());
    hash = 31 * series.hashCode() + asset.hashCode();
  }

  public SeriesInfo series() {
    return series;
  }

  public AssetContext asset() {
    return asset;
  }

  /** The series, in the facility that the messages or else the registry names. */
  public SeriesKey key() {
    return key;
  }

  /** Appends this as part of another form. */
  public void write(ByteWriter out) {
    FORMS.write(this, out);
  }

  /** Reads what {@link #write} wrote. */
  public static SeriesContext read(ByteReader in) {
    return FORMS.read(in);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof SeriesContext that
            && hash == that.hash
            && series.equals(that.series)
            && asset.equals(that.asset));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return "SeriesContext[series=%s, asset=%s]".formatted(series, asset);
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

  private static final class Forms extends PairInterner<SeriesInfo, AssetContext, SeriesContext> {
    Forms() {
      super(SLOTS_FOR_SERIES, SeriesInfo.FORMS, AssetContext.FORMS);
    }

    @Override
    protected SeriesInfo first(SeriesContext value) {
      return value.series;
    }

    @Override
    protected AssetContext second(SeriesContext value) {
      return value.asset;
    }

    @Override
    protected SeriesContext of(SeriesInfo series, AssetContext asset) {
      return new SeriesContext(series, asset);
    }
  }
}

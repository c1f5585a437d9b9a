package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import java.util.Arrays;

/** A series with what messages and registry say of it: what results are labelled with. */
public record SeriesContext(SeriesInfo series, AssetContext asset) {

  public void write(ByteWriter out) {
    series.write(out);
    asset.write(out);
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

  public static SeriesContext read(ByteReader in) {
    return new SeriesContext(SeriesInfo.read(in), AssetContext.read(in));
  }
}

package io.plantbeam.model;

/** A series with what messages and registry say of it: what results are labelled with. */
public record SeriesContext(SeriesInfo series, AssetContext asset) {

  public void write(ByteWriter out) {
    series.write(out);
    asset.write(out);
  }

  public static SeriesContext read(ByteReader in) {
    return new SeriesContext(SeriesInfo.read(in), AssetContext.read(in));
  }
}

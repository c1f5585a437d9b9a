package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;

/** Readings of one series with what the registry knows of their asset. */
public record EnrichedBatch(ReadingBatch readings, AssetContext asset) {

  public SeriesContext context() {
    return new SeriesContext(readings.series(), asset);
  }

  /** The series, in the facility that the messages or else the registry names. */
  public SeriesKey key() {
    return context().key();
  }

  /** The same readings for those who have no use for attributes. */
  @SuppressWarnings("ReferenceEquality")
  public EnrichedBatch withoutAttributes() {
    ReadingBatch without = readings.withoutAttributes();
    return without == readings ? this : new EnrichedBatch(without, asset);
  }

  /** Readings, asset. */
  public static final class EnrichedBatchCoder extends VersionedCoder<EnrichedBatch> {
    private static final long serialVersionUID = 1;

    public static final EnrichedBatchCoder INSTANCE = new EnrichedBatchCoder();

    private EnrichedBatchCoder() {
      super(1);
    }

    @Override
    protected void write(EnrichedBatch value, ByteWriter out) {
      ReadingBatch.BatchCoder.INSTANCE.embed(value.readings, out);
      value.asset.write(out);
    }

    @Override
    protected EnrichedBatch read(int bodyVersion, ByteReader in) {
      return new EnrichedBatch(
          ReadingBatch.BatchCoder.INSTANCE.readEmbedded(in), AssetContext.read(in));
    }
  }
}

package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;

/** Readings of one series with what the registry knows of their asset. */
public record EnrichedBatch(ReadingBatch readings, AssetContext asset) {

  public SeriesContext context() {
    return new SeriesContext(readings.series(), asset);
  }

  /** Readings, asset. */
  public static final class EnrichedBatchCoder extends VersionedCoder<EnrichedBatch> {
    private static final long serialVersionUID = 1;

    public static final EnrichedBatchCoder INSTANCE = new EnrichedBatchCoder();

    private EnrichedBatchCoder() {
      super(1);
    }

    @Override
    public void write(EnrichedBatch value, ByteWriter out) {
      ReadingBatch.BatchCoder.INSTANCE.write(value.readings, out);
      value.asset.write(out);
    }

    @Override
    public EnrichedBatch read(int bodyVersion, ByteReader in) {
      return new EnrichedBatch(ReadingBatch.BatchCoder.INSTANCE.read(in), AssetContext.read(in));
    }
  }
}

package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;

/**
 * Readings of one series with what the registry knows of their asset.
 *
 * @param context of the series of the readings
 */
public record EnrichedBatch(ReadingBatch readings, SeriesContext context) {

  public EnrichedBatch(ReadingBatch readings, AssetContext asset) {
    this(readings, new SeriesContext(readings.series(), asset));
  }

  public AssetContext asset() {
    return context.asset();
  }

  /** The series, in the facility that the messages or else the registry names. */
  public SeriesKey key() {
    return context.key();
  }

  /** The same readings for those who have no use for attributes. */
  @SuppressWarnings("ReferenceEquality")
  public EnrichedBatch withoutAttributes() {
    ReadingBatch without = readings.withoutAttributes();
    return without == readings ? this : new EnrichedBatch(without, context);
  }

  /** Context, readings; in the first version the readings with their series, and the asset. */
  public static final class EnrichedBatchCoder extends VersionedCoder<EnrichedBatch> {
    private static final long serialVersionUID = 1;

    public static final EnrichedBatchCoder INSTANCE = new EnrichedBatchCoder();

    private EnrichedBatchCoder() {
      super(2);
    }

    @Override
    protected void write(EnrichedBatch value, ByteWriter out) {
      value.context.write(out);
      ReadingBatch.BatchCoder.writeReadings(value.readings, out);
    }

    @Override
    protected EnrichedBatch read(int bodyVersion, ByteReader in) {
      if (bodyVersion == 1) {
        return new EnrichedBatch(
            ReadingBatch.BatchCoder.INSTANCE.readEmbedded(in), AssetContext.read(in));
      }
      SeriesContext context = SeriesContext.read(in);
      return new EnrichedBatch(ReadingBatch.BatchCoder.readReadings(context.series(), in), context);
    }
  }
}

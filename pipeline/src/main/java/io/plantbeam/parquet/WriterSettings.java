package io.plantbeam.parquet;

import java.util.List;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * How Parquet files are written, all of them with zstd.
 *
 * @param plainColumns columns whose values seldom repeat, for which a dictionary is wasted work
 */
public record WriterSettings(List<String> plainColumns) {
  /** Of readings, by their columns. */
  public static final WriterSettings OF_READINGS =
      new WriterSettings(List.of("timestamp", "value", "source_offset"));

  private static final int ZSTD_LEVEL = 1;

  /** Small enough that several files can be written at once in a heap of 2 GiB. */
  private static final long ROW_GROUP_BYTES = 32L << 20;

  /** Has a file written like that. */
  public void applyTo(ParquetWriter.Builder<?, ?> builder) {
    for (String column : plainColumns) {
      builder.withDictionaryEncoding(column, false);
    }
    builder
        .withConf(new PlainParquetConfiguration())
        .withCodecFactory(new ZstdCodecFactory(ZSTD_LEVEL))
        .withCompressionCodec(CompressionCodecName.ZSTD)
        .withRowGroupSize(ROW_GROUP_BYTES);
  }
}

package io.plantbeam.parquet;

import java.util.List;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * How Parquet files are written, all of them with zstd, and with the encodings of Parquet 2:
 * differences for whole numbers and times, which are a few bits each where rows are sorted.
 *
 * @param plainColumns columns whose values seldom repeat, for which a dictionary is wasted work
 * @param lookedUp columns that rows are looked for by, which have a Bloom filter where their
 *     dictionary gets too large
 */
public record WriterSettings(List<String> plainColumns, List<String> lookedUp) {
  /** Of readings as a job writes them. */
  public static final WriterSettings OF_READINGS =
      new WriterSettings(List.of("timestamp", "value", "source_offset"), List.of("sensor_id"));

  /** Of readings that are rewritten, when there is time for a dictionary of values. */
  public static final WriterSettings OF_SORTED_READINGS =
      new WriterSettings(List.of("timestamp", "source_offset"), List.of("sensor_id"));

  /** Of rows that are made of readings. */
  public static final WriterSettings OF_ROWS = new WriterSettings(List.of(), List.of());

  private static final int ZSTD_LEVEL = 1;

  /**
   * In memory, encoded: a million readings, more or less. Small enough that several files can be
   * written at once in a heap of 2 GiB, and that readers pass over most groups of a sorted file.
   */
  private static final long ROW_GROUP_BYTES = 8L << 20;

  /** As many as a dictionary has when it is given up, and some more. */
  private static final long LOOKED_UP_VALUES = 100_000;

  /** Has a file written like that. */
  public void applyTo(ParquetWriter.Builder<?, ?> builder) {
    for (String column : plainColumns) {
      builder.withDictionaryEncoding(column, false);
    }
    for (String column : lookedUp) {
      builder.withBloomFilterEnabled(column, true);
      builder.withBloomFilterNDV(column, LOOKED_UP_VALUES);
    }
    builder
        .withConf(new PlainParquetConfiguration())
        .withCodecFactory(new ZstdCodecFactory(ZSTD_LEVEL))
        .withCompressionCodec(CompressionCodecName.ZSTD)
        .withWriterVersion(WriterVersion.PARQUET_2_0)
        .withRowGroupSize(ROW_GROUP_BYTES);
  }
}

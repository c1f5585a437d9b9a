package io.plantbeam.tables.iceberg;

import io.plantbeam.tables.lake.Footer;
import io.plantbeam.tables.lake.LakeFile;
import io.plantbeam.tables.lake.LakeFile.Partition;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.mapping.MappingUtil;
import org.apache.iceberg.mapping.NameMapping;
import org.apache.iceberg.parquet.ParquetSchemaUtil;
import org.apache.iceberg.parquet.ParquetUtil;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;

/** What a snapshot says of a file: its partition, its length, and figures of its columns. */
final class DataFileMaker {
  private final PartitionSpec spec;
  private final MetricsConfig metrics;

  /** Files have no ids of columns, which are found by their names. */
  private final NameMapping names;

  DataFileMaker(Table table) {
    spec = table.spec();
    metrics = MetricsConfig.forTable(table);
    names = MappingUtil.create(table.schema());
  }

  DataFile make(LakeFile file, Footer footer) {
    return DataFiles.builder(spec)
        .withPath(file.location())
        .withFormat(FileFormat.PARQUET)
        .withFileSizeInBytes(file.bytes())
        .withPartition(new Values(file.partition()))
        .withMetrics(ParquetUtil.footerMetrics(withIds(footer.metadata()), Stream.empty(), metrics))
        .withSplitOffsets(ParquetUtil.getSplitOffsets(footer.metadata()))
        .build();
  }

  /** Iceberg 1.10 takes figures of columns by ids in the file alone, whatever names are mapped. */
  private ParquetMetadata withIds(ParquetMetadata metadata) {
    FileMetaData file = metadata.getFileMetaData();
    return new ParquetMetadata(
        new FileMetaData(
            ParquetSchemaUtil.applyNameMapping(file.getSchema(), names),
            file.getKeyValueMetaData(),
            file.getCreatedBy()),
        metadata.getBlocks());
  }

  /** In the order of the partition's fields. */
  private record Values(Partition partition) implements StructLike {
    @Override
    public int size() {
      return 3;
    }

    @Override
    public <T> T get(int position, Class<T> type) {
      return type.cast(
          switch (position) {
            case 0 -> partition.facilityId();
            case 1 -> partition.sensorType();
            case 2 -> Math.toIntExact(partition.date().toEpochDay());
            default -> throw new IndexOutOfBoundsException(position);
          });
    }

    @Override
    public <T> void set(int position, T value) {
      throw new UnsupportedOperationException("a file keeps its partition");
    }
  }
}

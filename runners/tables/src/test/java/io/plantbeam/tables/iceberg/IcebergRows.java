package io.plantbeam.tables.iceberg;

import io.plantbeam.tables.TestLake;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.mapping.NameMapping;
import org.apache.iceberg.mapping.NameMappingParser;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.util.PartitionUtil;

/**
 * The rows of a table as engines read them: columns by the table's mapping of names. {@code
 * IcebergGenerics} looks at no mapping, and takes columns of files without ids by their places.
 */
final class IcebergRows {
  private IcebergRows() {}

  static List<Record> of(Table table) throws IOException {
    Schema schema = table.schema();
    NameMapping names =
        NameMappingParser.fromJson(table.properties().get(TableProperties.DEFAULT_NAME_MAPPING));
    List<Record> rows = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
      for (FileScanTask task : tasks) {
        Map<Integer, ?> folders =
            PartitionUtil.constantsMap(
                task, org.apache.iceberg.data.IdentityPartitionConverters::convertConstant);
        try (CloseableIterable<Record> records =
            Parquet.read(table.io().newInputFile(task.file().location()))
                .project(schema)
                .withNameMapping(names)
                .createReaderFunc(file -> GenericParquetReaders.buildReader(schema, file, folders))
                .build()) {
          records.forEach(rows::add);
        }
      }
    }
    return rows;
  }

  /** The readings, as {@link TestLake#row} makes them. */
  static List<String> texts(Table table) throws IOException {
    List<String> rows = new ArrayList<>();
    for (Record reading : of(table)) {
      OffsetDateTime time = (OffsetDateTime) reading.getField("timestamp");
      rows.add(
          TestLake.row(
              reading.getField("sensor_id"),
              reading.getField("metric"),
              ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant()),
              reading.getField("value"),
              reading.getField("facility_id"),
              reading.getField("sensor_type"),
              reading.getField("date")));
    }
    return rows;
  }
}

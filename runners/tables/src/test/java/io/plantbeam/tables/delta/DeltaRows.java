package io.plantbeam.tables.delta;

import io.delta.kernel.Scan;
import io.delta.kernel.Table;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.expressions.Predicate;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.types.TimestampType;
import io.delta.kernel.utils.CloseableIterator;
import io.plantbeam.tables.TestLake;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What Delta's own library reads of a table. */
final class DeltaRows {
  private final Engine engine;
  private final String location;

  DeltaRows(Engine engine, String location) {
    this.engine = engine;
    this.location = location;
  }

  private Scan scan(Predicate filter) {
    var builder = Table.forPath(engine, location).getLatestSnapshot(engine).getScanBuilder(engine);
    return (filter == null ? builder : builder.withFilter(engine, filter)).build();
  }

  /** The files that are opened for rows that a filter, which may be null, lets pass. */
  List<Row> files(Predicate filter) throws IOException {
    return files(scan(filter));
  }

  private List<Row> files(Scan scan) throws IOException {
    List<Row> files = new ArrayList<>();
    try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine)) {
      while (batches.hasNext()) {
        batches.next().getRows().forEachRemaining(files::add);
      }
    }
    return files;
  }

  /** What to do with a row of a batch. */
  private interface RowVisitor {
    void visit(StructType schema, ColumnarBatch batch, int row);
  }

  private void read(RowVisitor visitor) throws IOException {
    Scan scan = scan(null);
    Row state = scan.getScanState(engine);
    StructType schema = ScanStateRow.getPhysicalDataReadSchema(engine, state);
    for (Row file : files(scan)) {
      try (CloseableIterator<ColumnarBatch> physical =
              engine
                  .getParquetHandler()
                  .readParquetFiles(
                      Utils.singletonCloseableIterator(
                          InternalScanFileUtils.getAddFileStatus(file)),
                      schema,
                      Optional.empty());
          CloseableIterator<FilteredColumnarBatch> logical =
              Scan.transformPhysicalData(engine, state, file, physical)) {
        while (logical.hasNext()) {
          ColumnarBatch batch = logical.next().getData();
          for (int row = 0; row < batch.getSize(); row++) {
            visitor.visit(batch.getSchema(), batch, row);
          }
        }
      }
    }
  }

  private static Object value(StructType schema, ColumnarBatch batch, int row, String column) {
    ColumnVector vector = batch.getColumnVector(schema.indexOf(column));
    if (vector.isNullAt(row)) {
      return null;
    }
    DataType type = vector.getDataType();
    if (type.equals(StringType.STRING)) {
      return vector.getString(row);
    } else if (type.equals(DoubleType.DOUBLE)) {
      return vector.getDouble(row);
    } else if (type.equals(DateType.DATE)) {
      return LocalDate.ofEpochDay(vector.getInt(row));
    } else if (type.equals(TimestampType.TIMESTAMP)) {
      return vector.getLong(row);
    }
    throw new IllegalArgumentException("a column of type " + type);
  }

  /** The readings, as {@link TestLake#row} makes them. */
  List<String> texts() throws IOException {
    List<String> rows = new ArrayList<>();
    read(
        (schema, batch, row) ->
            rows.add(
                TestLake.row(
                    value(schema, batch, row, "sensor_id"),
                    value(schema, batch, row, "metric"),
                    (Long) value(schema, batch, row, "timestamp"),
                    value(schema, batch, row, "value"),
                    value(schema, batch, row, "facility_id"),
                    value(schema, batch, row, "sensor_type"),
                    value(schema, batch, row, "date"))));
    return rows;
  }

  /** The values of a column, sorted. */
  List<String> values(String column) throws IOException {
    List<String> values = new ArrayList<>();
    read((schema, batch, row) -> values.add(String.valueOf(value(schema, batch, row, column))));
    values.sort(null);
    return values;
  }
}

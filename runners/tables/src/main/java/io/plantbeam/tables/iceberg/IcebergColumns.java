package io.plantbeam.tables.iceberg;

import io.plantbeam.tables.TableColumn;
import io.plantbeam.tables.TableException;
import io.plantbeam.tables.lake.LakeFolders;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** The columns of a lake in Iceberg's words. */
final class IcebergColumns {
  private IcebergColumns() {}

  static Schema schema(List<TableColumn> columns) {
    List<Types.NestedField> fields = new ArrayList<>();
    for (TableColumn column : columns) {
      fields.add(
          Types.NestedField.optional(column.name())
              .withId(fields.size() + 1)
              .ofType(type(column.type()))
              .withDoc(column.description())
              .build());
    }
    return new Schema(fields);
  }

  /** One partition for each innermost folder. */
  static PartitionSpec spec(Schema schema) {
    PartitionSpec.Builder spec = PartitionSpec.builderFor(schema);
    LakeFolders.COLUMNS.forEach(spec::identity);
    return spec.build();
  }

  static Type type(TableColumn.Type type) {
    return switch (type) {
      case TEXT -> Types.StringType.get();
      case INTEGER -> Types.LongType.get();
      case NUMBER -> Types.DoubleType.get();
      case FLAG -> Types.BooleanType.get();
      case TIME -> Types.TimestampType.withZone();
      case DATE -> Types.DateType.get();
    };
  }

  /**
   * The columns of a table.
   *
   * @throws TableException if it is not one of a lake
   */
  static List<TableColumn> columns(String name, Table table) {
    List<TableColumn> columns = new ArrayList<>();
    for (Types.NestedField field : table.schema().columns()) {
      columns.add(
          new TableColumn(field.name(), type(name, field), field.doc() == null ? "" : field.doc()));
    }
    List<String> partitions = new ArrayList<>();
    for (PartitionField field : table.spec().fields()) {
      partitions.add(
          (field.transform().isIdentity() ? "" : field.transform() + " of ")
              + table.schema().findColumnName(field.sourceId()));
    }
    if (!partitions.equals(LakeFolders.COLUMNS)) {
      throw new TableException(
          "Table %s is not one of a lake of Plantbeam: it is partitioned by %s, and not by %s"
              .formatted(
                  name,
                  partitions.isEmpty() ? "nothing" : String.join(", ", partitions),
                  String.join(", ", LakeFolders.COLUMNS)));
    }
    return columns;
  }

  private static TableColumn.Type type(String name, Types.NestedField field) {
    for (TableColumn.Type type : TableColumn.Type.values()) {
      if (type(type).equals(field.type())) {
        return type;
      }
    }
    throw new TableException(
        "Table %s is not one of a lake of Plantbeam: its column %s is %s"
            .formatted(name, field.name(), field.type()));
  }
}

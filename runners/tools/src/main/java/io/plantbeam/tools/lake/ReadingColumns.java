package io.plantbeam.tools.lake;

import io.plantbeam.lake.LakeRow;
import io.plantbeam.model.OutputSchema;
import io.plantbeam.tables.TableColumn;
import java.util.ArrayList;
import java.util.List;

/** The columns of a lake, as tables are told of them. */
final class ReadingColumns {
  private ReadingColumns() {}

  /** The columns of the files, as this version of Plantbeam writes them. */
  static List<TableColumn> all() {
    List<TableColumn> columns = new ArrayList<>();
    for (OutputSchema.Field<LakeRow> field : LakeRow.SCHEMA.fields()) {
      TableColumn.Type type =
          switch (field.type()) {
            case TEXT -> TableColumn.Type.TEXT;
            case INTEGER -> TableColumn.Type.INTEGER;
            case NUMBER -> TableColumn.Type.NUMBER;
            case FLAG -> TableColumn.Type.FLAG;
            case TIME -> TableColumn.Type.TIME;
            case TEXTS, MEANS, RECORDS ->
                throw new IllegalStateException("readings have no such column: " + field.name());
          };
      columns.add(new TableColumn(field.name(), type, field.description()));
    }
    return columns;
  }
}

package io.plantbeam.tables.lake;

import io.plantbeam.tables.TableColumn;
import io.plantbeam.tables.TableException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns of a table by name. It grows by what files have that it has not, and refuses what it
 * has with another type.
 */
public final class TableShape {
  /** Without these no reading can be told from another. */
  private static final List<String> IDENTITY = List.of("sensor_id", "metric", "timestamp", "value");

  private final String table;
  private final Map<String, TableColumn> columns = new LinkedHashMap<>();
  private final Map<String, TableColumn> known = new LinkedHashMap<>();
  private final List<TableColumn> added = new ArrayList<>();

  /**
   * @param table its name for messages
   * @param columns those that it has, with the columns of the folders
   * @param known columns of this version of Plantbeam, for what they are about
   */
  public TableShape(String table, List<TableColumn> columns, List<TableColumn> known) {
    this.table = table;
    columns.forEach(column -> this.columns.put(column.name(), column));
    known.forEach(column -> this.known.put(column.name(), column));
    for (String folder : LakeFolders.COLUMNS) {
      TableColumn.Type type = folderType(folder);
      TableColumn present = this.columns.get(folder);
      if (present == null || present.type() != type) {
        throw new TableException(
            "Table %s is not one of a lake of Plantbeam: its column %s is %s, and not %s"
                .formatted(table, folder, describe(present), describe(type)));
      }
    }
  }

  /** The columns of a new table: those that files have, and after them those of the folders. */
  public static List<TableColumn> ofNewTable(List<TableColumn> fileColumns) {
    List<TableColumn> all = new ArrayList<>(fileColumns);
    all.add(new TableColumn(LakeFolders.FACILITY, TableColumn.Type.TEXT, "facility, or unknown"));
    all.add(new TableColumn(LakeFolders.SENSOR_TYPE, TableColumn.Type.TEXT, "sensor type"));
    all.add(
        new TableColumn(LakeFolders.DATE, TableColumn.Type.DATE, "day of the event time in UTC"));
    return all;
  }

  private static TableColumn.Type folderType(String folder) {
    return folder.equals(LakeFolders.DATE) ? TableColumn.Type.DATE : TableColumn.Type.TEXT;
  }

  /**
   * Takes a file's columns in.
   *
   * @throws TableException if they do not fit
   */
  public void add(LakeFile file, Footer footer) {
    Map<String, TableColumn> ofFile = new LinkedHashMap<>();
    footer.columns().forEach(column -> ofFile.put(column.name(), column));
    for (String name : IDENTITY) {
      if (!ofFile.containsKey(name)) {
        throw new TableException(
            "%s is no file of a lake of Plantbeam: it has no column %s"
                .formatted(file.location(), name));
      }
    }
    for (TableColumn column : footer.columns()) {
      if (LakeFolders.COLUMNS.contains(column.name())) {
        throw new TableException(
            "%s is no file of a lake of Plantbeam: it has a column %s, which folders alone have"
                .formatted(file.location(), column.name()));
      }
      TableColumn present = columns.get(column.name());
      if (present == null) {
        TableColumn described =
            known.getOrDefault(column.name(), column).type() == column.type()
                ? known.getOrDefault(column.name(), column)
                : column;
        columns.put(column.name(), described);
        added.add(described);
      } else if (present.type() != column.type()) {
        throw new TableException(
            "%s: its column %s is %s, and in table %s it is %s"
                .formatted(
                    file.location(), column.name(), describe(column), table, describe(present)));
      }
    }
  }

  /** What has been added, in order. */
  public List<TableColumn> added() {
    return added;
  }

  /** All columns, in order. */
  public List<TableColumn> columns() {
    return List.copyOf(columns.values());
  }

  private static String describe(TableColumn column) {
    return column == null ? "not there" : describe(column.type());
  }

  private static String describe(TableColumn.Type type) {
    return switch (type) {
      case TEXT -> "a text";
      case INTEGER -> "an integer";
      case NUMBER -> "a number";
      case FLAG -> "a flag";
      case TIME -> "a time";
      case DATE -> "a date";
    };
  }
}

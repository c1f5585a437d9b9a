package io.plantbeam.tables;

import java.util.List;
import java.util.Map;

/**
 * Which table, of which lake.
 *
 * @param lake the directory that holds the folders {@code facility_id=…}: a local path, or {@code
 *     s3://bucket/path}, or that of another store
 * @param catalog where tables are found by name: a directory (local, or in a store), an {@code
 *     https://} address of a REST catalog, or a {@code jdbc:} address; null where the format needs
 *     none
 * @param warehouse where a catalog in a database keeps metadata; null for the catalog's own
 * @param table name of the table with its namespace, {@code plantbeam.readings}
 * @param catalogProperties further properties of the catalog, among them secrets
 * @param store how stores of objects are reached
 * @param columns the columns that this version of Plantbeam writes, in order
 */
public record TableSettings(
    String lake,
    String catalog,
    String warehouse,
    String table,
    Map<String, String> catalogProperties,
    StoreSettings store,
    List<TableColumn> columns) {
  public TableSettings {
    catalogProperties = Map.copyOf(catalogProperties);
    columns = List.copyOf(columns);
  }

  /** Without the properties, which can be secrets. */
  @Override
  public String toString() {
    return "TableSettings[lake=%s, catalog=%s, table=%s]".formatted(lake, catalog, table);
  }
}

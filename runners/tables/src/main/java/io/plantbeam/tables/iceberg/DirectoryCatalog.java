package io.plantbeam.tables.iceberg;

import io.plantbeam.tables.store.Store;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.BaseMetastoreCatalog;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;

/**
 * A directory of tables, laid out as Iceberg's Hadoop catalog does: {@code
 * WAREHOUSE/namespace/table/metadata/vN.metadata.json}. So whatever reads a Hadoop catalog reads
 * this one.
 *
 * <p>Hadoop's own commits by a rename. On a local disk that takes the place of a file that somebody
 * else has made meanwhile, and stores of objects have none; so commits here are files that are made
 * only if they are not there.
 */
final class DirectoryCatalog extends BaseMetastoreCatalog {
  private final Store store;
  private final String warehouse;

  DirectoryCatalog(Store store, String warehouse) {
    this.store = store;
    this.warehouse = Store.location(warehouse);
  }

  @Override
  public String name() {
    return warehouse;
  }

  @Override
  public void initialize(String name, Map<String, String> properties) {
    // The constructor has done it.
  }

  @Override
  protected TableOperations newTableOps(TableIdentifier identifier) {
    return new DirectoryOperations(store, defaultWarehouseLocation(identifier));
  }

  @Override
  protected String defaultWarehouseLocation(TableIdentifier identifier) {
    return "%s/%s/%s"
        .formatted(warehouse, String.join("/", identifier.namespace().levels()), identifier.name());
  }

  @Override
  public List<TableIdentifier> listTables(Namespace namespace) {
    throw new UnsupportedOperationException("tables are found by name");
  }

  @Override
  public boolean dropTable(TableIdentifier identifier, boolean purge) {
    throw new UnsupportedOperationException("tables are not dropped");
  }

  @Override
  public void renameTable(TableIdentifier from, TableIdentifier to) {
    throw new UnsupportedOperationException("tables are not renamed");
  }

  @Override
  public void close() {
    store.close();
  }
}

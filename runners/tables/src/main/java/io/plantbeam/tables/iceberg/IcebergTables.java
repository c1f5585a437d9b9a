package io.plantbeam.tables.iceberg;

import io.plantbeam.tables.LakeTable;
import io.plantbeam.tables.LakeTables;
import io.plantbeam.tables.TableException;
import io.plantbeam.tables.TableSettings;
import io.plantbeam.tables.lake.Lake;
import io.plantbeam.tables.store.Store;
import io.plantbeam.tables.store.Stores;
import java.sql.Driver;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.rest.RESTCatalog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Iceberg tables. */
public final class IcebergTables implements LakeTables {
  private static final Logger LOG = LoggerFactory.getLogger(IcebergTables.class);
  private static final Pattern NAME = Pattern.compile("[^./\\s]+(\\.[^./\\s]+)+");

  @Override
  public String format() {
    return "iceberg";
  }

  @Override
  public LakeTable open(TableSettings settings) {
    if (!NAME.matcher(settings.table()).matches()) {
      throw new TableException(
          "--table=%s: allowed is a name with its namespace, such as plantbeam.readings"
              .formatted(settings.table()));
    }
    Store store = Stores.of(settings.lake(), settings.store());
    return new IcebergLakeTable(
        catalog(settings),
        TableIdentifier.parse(settings.table()),
        store,
        new Lake(store, settings.lake()),
        settings.columns());
  }

  private static Catalog catalog(TableSettings settings) {
    String address = settings.catalog();
    if (address == null || address.isBlank()) {
      throw new TableException(
          "--catalog is missing; allowed are a directory (local, or of a store, such as s3://bucket/path), an address of a"
              + " REST catalog (https://…), and one of a database (jdbc:…)");
    }
    if (address.startsWith("http://") || address.startsWith("https://")) {
      // A warehouse is a name that the server knows, and the server says where metadata goes.
      return opened(new RESTCatalog(), settings, settings.warehouse(), settings.lake());
    }
    if (address.startsWith("jdbc:")) {
      if (settings.warehouse() == null) {
        throw new TableException(
            "--warehouse is missing: the directory in which a catalog in a database keeps its"
                + " metadata, such as s3://bucket/warehouse");
      }
      loadDrivers();
      String warehouse = Store.location(settings.warehouse());
      return opened(new JdbcCatalog(), settings, warehouse, warehouse);
    }
    return new DirectoryCatalog(Stores.of(address, settings.store()), address);
  }

  /** The JDK looks for drivers once, where the program is, and not among these libraries. */
  private static void loadDrivers() {
    for (Driver driver : ServiceLoader.load(Driver.class, IcebergTables.class.getClassLoader())) {
      LOG.debug("{} is there", driver.getClass());
    }
  }

  private static Catalog opened(
      Catalog catalog, TableSettings settings, String warehouse, String files) {
    Map<String, String> properties = new HashMap<>();
    properties.put(CatalogProperties.URI, settings.catalog());
    if (warehouse != null) {
      properties.put(CatalogProperties.WAREHOUSE_LOCATION, warehouse);
    }
    properties.putAll(Stores.ioProperties(files, settings.store()));
    properties.putAll(settings.catalogProperties());
    return Failures.translated(
        "--catalog=" + settings.catalog(),
        () -> {
          catalog.initialize("plantbeam", properties);
          return catalog;
        });
  }
}

package io.plantbeam.tables.iceberg;

import io.plantbeam.tables.LakeTable;
import io.plantbeam.tables.LakeTables;
import io.plantbeam.tables.TableException;
import io.plantbeam.tables.TableSettings;
import io.plantbeam.tables.lake.Lake;
import io.plantbeam.tables.store.Store;
import io.plantbeam.tables.store.Stores;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.rest.RESTCatalog;

/** Iceberg tables. */
public final class IcebergTables implements LakeTables {
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
          "--catalog is missing; allowed are a directory (local, or s3://bucket/path), an address of a"
              + " REST catalog (https://…), and one of a database (jdbc:…)");
    }
    if (address.startsWith("http://") || address.startsWith("https://")) {
      return opened(new RESTCatalog(), address, settings);
    }
    if (address.startsWith("jdbc:")) {
      if (settings.warehouse() == null) {
        throw new TableException(
            "--warehouse is missing: the directory in which a catalog in a database keeps its"
                + " metadata, such as s3://bucket/warehouse");
      }
      return opened(new JdbcCatalog(), address, settings);
    }
    return new DirectoryCatalog(Stores.of(address, settings.store()), address);
  }

  private static Catalog opened(Catalog catalog, String address, TableSettings settings) {
    Map<String, String> properties = new HashMap<>();
    properties.put(CatalogProperties.URI, address);
    if (settings.warehouse() != null) {
      properties.put(CatalogProperties.WAREHOUSE_LOCATION, Store.location(settings.warehouse()));
    }
    properties.putAll(
        Stores.ioProperties(
            settings.warehouse() == null ? settings.lake() : settings.warehouse(),
            settings.store()));
    properties.putAll(settings.catalogProperties());
    return Failures.translated(
        "--catalog=" + address,
        () -> {
          catalog.initialize("plantbeam", properties);
          return catalog;
        });
  }
}

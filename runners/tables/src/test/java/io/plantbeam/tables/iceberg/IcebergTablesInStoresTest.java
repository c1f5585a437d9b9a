package io.plantbeam.tables.iceberg;

import io.plantbeam.tables.LakeTable;
import io.plantbeam.tables.TableSettings;
import io.plantbeam.tables.TablesInStores;
import io.plantbeam.tables.TestLake;
import io.plantbeam.tables.TestPlace;
import io.plantbeam.tables.delta.StoreConfiguration;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.hadoop.HadoopCatalog;

/** The tables are read through Iceberg's own Hadoop catalog, and its own reader. */
class IcebergTablesInStoresTest extends TablesInStores {
  private static final String NAME = "plant.readings";

  @Override
  protected int versions() {
    return 3;
  }

  @Override
  protected LakeTable table(String lake, TestPlace store) {
    return new IcebergTables()
        .open(
            new TableSettings(
                lake,
                store.warehouse(),
                null,
                NAME,
                Map.of(),
                store.settings(),
                TestLake.columns()));
  }

  @Override
  protected List<String> rows(String lake, TestPlace store) throws IOException {
    try (HadoopCatalog catalog =
        new HadoopCatalog(StoreConfiguration.of(store.settings()), store.warehouse())) {
      return IcebergRows.texts(catalog.loadTable(TableIdentifier.parse(NAME)));
    }
  }
}

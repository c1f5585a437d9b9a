package io.plantbeam.tables.delta;

import io.delta.kernel.defaults.engine.DefaultEngine;
import io.plantbeam.tables.LakeTable;
import io.plantbeam.tables.TableSettings;
import io.plantbeam.tables.TablesInStores;
import io.plantbeam.tables.TestLake;
import io.plantbeam.tables.TestPlace;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The tables are read by Delta's own library. */
class DeltaTablesInStoresTest extends TablesInStores {
  /** After ten the log is summed up. */
  @Override
  protected int versions() {
    return 12;
  }

  @Override
  protected LakeTable table(String lake, TestPlace store) {
    return new DeltaTables()
        .open(
            new TableSettings(
                lake,
                null,
                null,
                "plantbeam.readings",
                Map.of(),
                store.settings(),
                TestLake.columns()));
  }

  @Override
  protected List<String> rows(String lake, TestPlace store) throws IOException {
    return new DeltaRows(DefaultEngine.create(StoreConfiguration.of(store.settings())), lake)
        .texts();
  }
}

package io.plantbeam.tables.delta;

import io.plantbeam.tables.LakeTable;
import io.plantbeam.tables.LakeTables;
import io.plantbeam.tables.TableException;
import io.plantbeam.tables.TableSettings;
import io.plantbeam.tables.lake.Lake;
import io.plantbeam.tables.store.Store;
import io.plantbeam.tables.store.Stores;

/** Delta tables: a log beside the files, in {@code LAKE/_delta_log}. */
public final class DeltaTables implements LakeTables {
  @Override
  public String format() {
    return "delta";
  }

  @Override
  public LakeTable open(TableSettings settings) {
    if (settings.catalog() != null
        || settings.warehouse() != null
        || !settings.catalogProperties().isEmpty()) {
      throw new TableException(
          "--catalog, --warehouse and --catalogConfig are for Iceberg: a Delta table is found by the"
              + " directory of the lake, in which its log is");
    }
    Store store = Stores.of(settings.lake(), settings.store());
    Lake lake = new Lake(store, settings.lake());
    return new DeltaLakeTable(
        new DeltaLog(store, lake, settings.store()), store, lake, settings.columns());
  }
}

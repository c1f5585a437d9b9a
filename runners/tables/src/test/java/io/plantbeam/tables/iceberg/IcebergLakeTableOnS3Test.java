package io.plantbeam.tables.iceberg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.tables.LakeOnS3;
import io.plantbeam.tables.LakeTable;
import io.plantbeam.tables.StoreSettings;
import io.plantbeam.tables.TestLake;
import io.plantbeam.tables.delta.StoreConfiguration;
import io.plantbeam.tables.store.Stores;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.catalog.Catalog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The same in a store, lake and catalog. */
class IcebergLakeTableOnS3Test extends IcebergLakeTableTest {
  private LakeOnS3 place;

  @Override
  protected TestLake newLake() throws IOException {
    place = new LakeOnS3();
    return place.lake();
  }

  @AfterEach
  void close() throws IOException {
    place.close();
  }

  @Override
  protected LakeTable open(String directory) {
    place.adopt();
    return super.open(directory);
  }

  @Override
  protected void crashBeforeCommit() {
    place.adopt();
    super.crashBeforeCommit();
  }

  @Override
  protected StoreSettings store() {
    return place.settings();
  }

  @Override
  String warehouse() {
    return place.warehouse();
  }

  @Override
  Configuration conf() {
    return StoreConfiguration.of(store());
  }

  /** Hadoop's would rename, which a store does not. */
  @Override
  Catalog writableCatalog() {
    return new DirectoryCatalog(Stores.of(warehouse(), store()), warehouse());
  }

  @Test
  void storeThatPutsOffAndBreaksOffGetsEachFileOnce() throws Exception {
    lake.write(
        TestLake.batch("s1", "plant-a", "temperature", 10, DAY_1, DAY_2),
        TestLake.batch("s2", "plant-b", "vibration", 20, DAY_1));
    place.beSlowAndBreakOff();
    try (LakeTable table = open()) {
      assertEquals(3, table.register(files -> {}).inTable());
    }
    place.recover();
    assertEquals(lake.rows(), rows().stream().sorted().toList());
  }
}

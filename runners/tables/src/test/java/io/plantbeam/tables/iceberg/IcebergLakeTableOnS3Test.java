package io.plantbeam.tables.iceberg;

import io.plantbeam.tables.LakeOnS3;
import io.plantbeam.tables.TestPlace;
import io.plantbeam.tables.store.Stores;
import java.io.IOException;
import org.apache.iceberg.catalog.Catalog;
import org.junit.jupiter.api.Test;

/** The same in a store, lake and catalog. */
class IcebergLakeTableOnS3Test extends IcebergLakeTableTest {
  @Override
  protected TestPlace newPlace() throws IOException {
    return new LakeOnS3();
  }

  /** Hadoop's would rename, which a store does not. */
  @Override
  Catalog writableCatalog() {
    return new DirectoryCatalog(Stores.of(place.warehouse(), store()), place.warehouse());
  }

  @Test
  void storeThatPutsOffAndBreaksOffGetsEachFileOnce() throws Exception {
    registerInFailingStore((LakeOnS3) place);
  }
}

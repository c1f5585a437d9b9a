package io.plantbeam.tables.delta;

import io.plantbeam.tables.LakeOnS3;
import io.plantbeam.tables.TestPlace;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The same in a store. */
class DeltaLakeTableOnS3Test extends DeltaLakeTableTest {
  @Override
  protected TestPlace newPlace() throws IOException {
    return new LakeOnS3();
  }

  @Test
  void storeThatPutsOffAndBreaksOffGetsEachFileOnce() throws Exception {
    registerInFailingStore((LakeOnS3) place);
  }
}

package io.plantbeam.tables.delta;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.plantbeam.tables.LakeOnS3;
import io.plantbeam.tables.LakeTable;
import io.plantbeam.tables.StoreSettings;
import io.plantbeam.tables.TestLake;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The same in a store. */
class DeltaLakeTableOnS3Test extends DeltaLakeTableTest {
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
  Engine engine() {
    return DefaultEngine.create(StoreConfiguration.of(store()));
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

package io.plantbeam.tables;

import java.nio.file.Path;

/** Where a test has its lake, and what else a table needs. */
public interface TestPlace extends AutoCloseable {
  /** A disk. */
  static TestPlace onDisk(Path folder) {
    return new TestPlace() {
      @Override
      public TestLake lake() {
        return new TestLake(folder.resolve("lake"));
      }

      @Override
      public String warehouse() {
        return folder.resolve("warehouse").toString();
      }

      @Override
      public StoreSettings settings() {
        return StoreSettings.DEFAULT;
      }

      @Override
      public void adopt() {}

      @Override
      public void close() {}
    };
  }

  /** An empty lake. */
  TestLake lake();

  /** The directory of a catalog. */
  String warehouse();

  StoreSettings settings();

  /** Makes objects of the files that a test has put into the directory of the lake. */
  void adopt();

  @Override
  void close();
}

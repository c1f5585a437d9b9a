package io.plantbeam.tables;

import io.plantbeam.tables.store.Store;
import java.util.stream.Stream;
import org.apache.iceberg.io.FileIO;

/** As if the process were killed when all is written but the commit. */
public record DyingStore(Store store) implements Store {
  /** In place of a signal. */
  public static final class Killed extends Error {}

  @Override
  public FileIO io() {
    return store.io();
  }

  @Override
  public Stream<StoredFile> list(String directory) {
    return store.list(directory);
  }

  @Override
  public boolean putIfAbsent(String location, byte[] content) {
    throw new Killed();
  }

  @Override
  public void close() {
    store.close();
  }
}

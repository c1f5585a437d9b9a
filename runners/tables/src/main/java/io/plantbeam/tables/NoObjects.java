package io.plantbeam.tables;

import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.List;

/** No store. */
final class NoObjects implements ObjectAccess {
  @Override
  public boolean reaches(String location) {
    return false;
  }

  @Override
  public List<StoredObject> list(String beginning) {
    throw unreachable();
  }

  @Override
  public SeekableByteChannel open(String location) {
    throw unreachable();
  }

  @Override
  public OutputStream create(String location) {
    throw unreachable();
  }

  @Override
  public boolean putIfAbsent(String location, byte[] content) {
    throw unreachable();
  }

  @Override
  public void delete(String location) {
    throw unreachable();
  }

  private static IllegalStateException unreachable() {
    return new IllegalStateException("nothing is reached by this");
  }
}

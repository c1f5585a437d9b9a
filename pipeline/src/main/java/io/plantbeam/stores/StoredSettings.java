package io.plantbeam.stores;

import io.plantbeam.config.RemoteFiles;
import java.io.IOException;

/** Files of settings that are in a store. */
public final class StoredSettings implements RemoteFiles {
  @Override
  public byte[] read(String name, int limit) throws IOException {
    return Stores.read(name, limit);
  }
}

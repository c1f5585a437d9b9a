package io.plantbeam.enrich;

import java.io.IOException;
import java.util.List;

/** The newest registry that a step has seen. Not thread-safe: one for each copy of a function. */
public final class CurrentRegistry {
  private final RegistryLoader first;
  private AssetRegistry registry = AssetRegistry.EMPTY;

  /**
   * Knows nothing yet.
   *
   * @param first loads a registry where the side input is still empty: Spark streaming does not
   *     hold elements back until one is there
   */
  public CurrentRegistry(RegistryLoader first) {
    this.first = first;
  }

  /**
   * Takes what a side input holds. To be called once per bundle: some runners decode the side input
   * whenever it is asked for.
   *
   * @throws IOException if it holds nothing, and no registry can be loaded
   */
  public void refresh(List<AssetRegistry> loaded) throws IOException {
    AssetRegistry newest = LoadRegistry.newest(loaded);
    if (newest.version() > registry.version()) {
      registry = newest;
    } else if (registry.version() == AssetRegistry.EMPTY.version()) {
      registry = first.load(0);
    }
  }

  public AssetRegistry get() {
    return registry;
  }
}

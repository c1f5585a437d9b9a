package io.plantbeam.enrich;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/**
 * The newest registry that a step has seen, which stays the same within a bundle. Not thread-safe:
 * one for each copy of a function.
 */
public final class CurrentRegistry {
  private final RegistryLoader first;
  private AssetRegistry registry = AssetRegistry.EMPTY;
  private boolean isOfBundle;

  /**
   * Knows nothing yet.
   *
   * @param first loads a registry where the side input is still empty: Spark streaming does not
   *     hold elements back until one is there
   */
  public CurrentRegistry(RegistryLoader first) {
    this.first = first;
  }

  /** A bundle begins. */
  public void startBundle() {
    isOfBundle = false;
  }

  /**
   * The registry of the bundle.
   *
   * @param loaded what the side input holds; asked for once per bundle, since some runners decode
   *     the side input whenever it is asked for
   * @throws IOException if it holds nothing, and no registry can be loaded
   */
  public AssetRegistry get(Supplier<List<AssetRegistry>> loaded) throws IOException {
    if (!isOfBundle) {
      AssetRegistry newest = LoadRegistry.newest(loaded.get());
      if (newest.version() > registry.version()) {
        registry = newest;
      } else if (registry.version() == AssetRegistry.EMPTY.version()) {
        registry = first.load(0);
      }
      isOfBundle = true;
    }
    return registry;
  }
}

package io.plantbeam.enrich;

import java.io.IOException;
import java.io.Serializable;

/** Where the asset registry comes from. Called in the workers. */
@FunctionalInterface
public interface RegistryLoader extends Serializable {

  /**
   * Loads the registry as it is now.
   *
   * @param version the version that the result has
   * @throws IOException with a sentence for people, where it cannot be read or has errors
   */
  AssetRegistry load(long version) throws IOException;
}

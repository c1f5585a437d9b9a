package io.plantbeam.job;

import io.plantbeam.config.ServerUnavailableException;
import io.plantbeam.stores.Stores;
import io.plantbeam.stores.object.ObjectName;
import io.plantbeam.stores.object.ObjectStore;
import java.io.IOException;
import java.util.Optional;

/** What a launch does where its output goes to an object store. */
final class StoredOutput {
  private StoredOutput() {}

  /**
   * Asks whether objects can be written, so that no job runs for hours first, and ends the uploads
   * that killed workers of earlier jobs have left.
   *
   * @throws ServerUnavailableException if they cannot
   */
  static void prepare(String output) {
    Optional<ObjectStore> store = Stores.of(output);
    if (store.isEmpty()) {
      return;
    }
    try {
      store.get().tryToWrite(ObjectName.of(output));
    } catch (IOException e) {
      throw new ServerUnavailableException("--output=%s: %s".formatted(output, e.getMessage()), e);
    }
    Stores.forgetUnfinished(output);
  }
}

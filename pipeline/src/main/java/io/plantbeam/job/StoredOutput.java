package io.plantbeam.job;

import io.plantbeam.config.ServerUnavailableException;
import io.plantbeam.stores.Stores;
import io.plantbeam.stores.object.ObjectName;
import io.plantbeam.stores.object.ObjectStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a launch does where its output goes to an object store. */
final class StoredOutput {
  private static final Logger LOG = LoggerFactory.getLogger(StoredOutput.class);

  /** Nobody sends one object for so long. */
  private static final Duration UNFINISHED = Duration.ofHours(24);

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
    ObjectName directory = ObjectName.of(output);
    try {
      store.get().tryToWrite(directory);
    } catch (IOException e) {
      throw new ServerUnavailableException("--output=%s: %s".formatted(output, e.getMessage()), e);
    }
    try {
      int ended = store.get().forgetUnfinished(directory, UNFINISHED);
      if (ended > 0) {
        LOG.info("Ended {} uploads to {} that were begun over a day ago", ended, output);
      }
    } catch (IOException e) {
      LOG.warn("{}", e.getMessage());
    }
  }
}

package io.plantbeam.stores;

import io.plantbeam.stores.object.ListedStore;
import org.apache.beam.sdk.io.FileSystem;
import org.apache.beam.sdk.io.FileSystemRegistrar;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Tells the object stores the options of a job, in every process in which Beam tells them to its
 * file systems, and gives it a file system for each store that it has none for.
 *
 * <p>Beam asks the registrars in the order of their classes' names, so this one comes before those
 * of Beam, which read what the stores set.
 */
public final class StoreRegistrar implements FileSystemRegistrar {
  @Override
  public Iterable<FileSystem<?>> fromOptions(PipelineOptions options) {
    Stores.ALL.forEach(store -> store.configure(options));
    return Stores.ALL.stream()
        .filter(ListedStore.class::isInstance)
        .<FileSystem<?>>map(store -> new StoreFileSystem((ListedStore) store))
        .toList();
  }
}

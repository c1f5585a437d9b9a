package io.plantbeam.stores;

import io.plantbeam.stores.object.ListedStore;
import io.plantbeam.stores.object.ListedStore.Found;
import io.plantbeam.stores.object.ObjectName;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystem;
import org.apache.beam.sdk.io.FileSystemUtils;
import org.apache.beam.sdk.io.fs.CreateOptions;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;
import org.apache.beam.sdk.io.fs.MatchResult.Status;
import org.apache.beam.sdk.io.fs.MoveOptions;

/**
 * Beam's view of a store: finds, opens and deletes objects. They are written whole, by {@link
 * Stores#put}; so there is no stream that could end in the middle, and nothing to rename.
 */
final class StoreFileSystem extends FileSystem<StoreResource> {
  private final ListedStore store;

  StoreFileSystem(ListedStore store) {
    this.store = store;
  }

  @Override
  protected List<MatchResult> match(List<String> specs) {
    return specs.stream().map(this::match).toList();
  }

  private MatchResult match(String spec) {
    ObjectName name = ObjectName.of(spec);
    try {
      return MatchResult.create(
          Status.OK, name.isPattern() ? list(name) : List.of(metadata(store.find(name))));
    } catch (IOException | RuntimeException e) {
      return store.isMissing(e)
          ? MatchResult.create(Status.NOT_FOUND, missing(spec, e))
          : MatchResult.create(
              Status.ERROR,
              new IOException(store.explain(name, e).orElse(String.valueOf(e.getMessage())), e));
    }
  }

  private static FileNotFoundException missing(String spec, Exception cause) {
    FileNotFoundException missing = new FileNotFoundException(spec + " is not there");
    missing.initCause(cause);
    return missing;
  }

  private List<Metadata> list(ObjectName pattern) throws IOException {
    Pattern keys = Pattern.compile(FileSystemUtils.wildcardToRegexp(pattern.key()), Pattern.DOTALL);
    List<Metadata> found = new ArrayList<>();
    store.list(
        pattern.withKey(pattern.keyBeforeWildcards()),
        object -> {
          // What ends in a slash stands for a directory, and nobody reads it.
          String key = object.name().key();
          if (!key.endsWith("/") && keys.matcher(key).matches()) {
            found.add(metadata(object));
          }
        });
    return found;
  }

  private static Metadata metadata(Found object) {
    return Metadata.builder()
        .setResourceId(StoreResource.of(object.name()))
        .setSizeBytes(object.bytes())
        .setLastModifiedMillis(object.modifiedMillis())
        .setIsReadSeekEfficient(true)
        .build();
  }

  @Override
  protected ReadableByteChannel open(StoreResource resource) throws IOException {
    return new ObjectChannel(store, store.find(resource.name()));
  }

  @Override
  protected void delete(Collection<StoreResource> resources) throws IOException {
    for (StoreResource resource : resources) {
      try {
        store.delete(resource.name());
      } catch (IOException | RuntimeException e) {
        throw new IOException(
            "%s cannot be deleted: %s"
                .formatted(
                    resource,
                    store.explain(resource.name(), e).orElse(String.valueOf(e.getMessage()))),
            e);
      }
    }
  }

  @Override
  protected StoreResource matchNewResource(String spec, boolean isDirectory) {
    return StoreResource.of(spec, isDirectory);
  }

  @Override
  protected String getScheme() {
    return store.scheme();
  }

  @Override
  protected WritableByteChannel create(StoreResource resource, CreateOptions options) {
    throw notAsStream();
  }

  @Override
  protected void copy(List<StoreResource> sources, List<StoreResource> destinations) {
    throw notAsStream();
  }

  @Override
  protected void rename(
      List<StoreResource> sources, List<StoreResource> destinations, MoveOptions... options) {
    throw notAsStream();
  }

  private static UnsupportedOperationException notAsStream() {
    return new UnsupportedOperationException("objects are written whole, by Stores");
  }
}

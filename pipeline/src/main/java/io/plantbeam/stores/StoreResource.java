package io.plantbeam.stores;

import io.plantbeam.stores.object.ObjectName;
import java.util.Objects;
import org.apache.beam.sdk.io.fs.ResolveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;

/** An object, or what is named as a directory of objects, as Beam names it: by its URI. */
final class StoreResource implements ResourceId {
  private static final long serialVersionUID = 1;

  private final String uri;

  private StoreResource(String uri) {
    this.uri = uri;
  }

  /**
   * Reads a URI.
   *
   * @throws IllegalArgumentException if it names no bucket, or a directory where none is meant
   */
  static StoreResource of(String uri, boolean isDirectory) {
    ObjectName name = ObjectName.of(uri);
    if (!isDirectory) {
      if (name.key().isEmpty() || name.key().endsWith("/")) {
        throw new IllegalArgumentException(uri + " is the name of a directory");
      }
      return new StoreResource(name.toString());
    }
    return new StoreResource(name.withKey(name.prefix()).toString());
  }

  static StoreResource of(ObjectName object) {
    return new StoreResource(object.toString());
  }

  ObjectName name() {
    return ObjectName.of(uri);
  }

  @Override
  public ResourceId resolve(String other, ResolveOptions options) {
    boolean isDirectory = options == StandardResolveOptions.RESOLVE_DIRECTORY;
    if (!isDirectory() || (!isDirectory && other.endsWith("/"))) {
      throw new IllegalArgumentException("%s cannot be resolved in %s".formatted(other, uri));
    }
    return other.isEmpty() || ObjectName.isOne(other)
        ? of(other.isEmpty() ? uri : other, isDirectory)
        : of(uri + other, isDirectory);
  }

  @Override
  public ResourceId getCurrentDirectory() {
    if (isDirectory()) {
      return this;
    }
    ObjectName name = name();
    String key = name.key();
    return new StoreResource(name.withKey(key.substring(0, key.lastIndexOf('/') + 1)).toString());
  }

  @Override
  public String getScheme() {
    return name().scheme();
  }

  @Override
  public String getFilename() {
    String key = name().key();
    String path = key.endsWith("/") ? key.substring(0, key.length() - 1) : key;
    return path.isEmpty() ? null : path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public boolean isDirectory() {
    return uri.endsWith("/");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoreResource resource && resource.uri.equals(uri);
  }

  @Override
  public int hashCode() {
    return Objects.hash(uri);
  }

  @Override
  public String toString() {
    return uri;
  }
}

package io.plantbeam.tools.lake;

import io.plantbeam.stores.Stores;
import io.plantbeam.stores.object.ListedStore;
import io.plantbeam.stores.object.ObjectName;
import io.plantbeam.stores.object.Spool;
import io.plantbeam.tables.ObjectAccess;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * The stores of the job, for tables: Azure's and Google's. To S3 the tables have clients of their
 * own.
 */
final class StoreObjects implements ObjectAccess {
  @Override
  public boolean reaches(String location) {
    return Stores.of(location).filter(ListedStore.class::isInstance).isPresent();
  }

  private static ListedStore store(String location) {
    return (ListedStore) Stores.of(location).orElseThrow();
  }

  @Override
  public List<StoredObject> list(String beginning) throws IOException {
    List<StoredObject> objects = new ArrayList<>();
    explained(
        beginning,
        () -> {
          store(beginning)
              .list(
                  ObjectName.of(beginning),
                  found ->
                      objects.add(
                          new StoredObject(
                              found.name().toString(), found.bytes(), found.modifiedMillis())));
          return null;
        });
    return objects;
  }

  @Override
  public SeekableByteChannel open(String location) throws IOException {
    return (SeekableByteChannel) Stores.open(location);
  }

  @Override
  public OutputStream create(String location) {
    Spool spool = new Spool();
    return new FilterOutputStream(Channels.newOutputStream(spool)) {
      private boolean closed;

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
      }

      @Override
      public void close() throws IOException {
        if (!closed) {
          closed = true;
          try (spool) {
            Stores.put(spool, location);
          }
        }
      }
    };
  }

  @Override
  public boolean putIfAbsent(String location, byte[] content) throws IOException {
    return explained(location, () -> store(location).putIfAbsent(content, ObjectName.of(location)));
  }

  @Override
  public void delete(String location) throws IOException {
    Stores.delete(List.of(location));
  }

  private interface Work<T> {
    T run() throws IOException;
  }

  /** What a client throws may be its own; the tables know the JDK's. */
  private static <T> T explained(String location, Work<T> work) throws IOException {
    try {
      return work.run();
    } catch (IOException | RuntimeException e) {
      ObjectName name = ObjectName.of(location);
      throw new IOException(
          "%s: %s".formatted(location, store(location).explain(name, e).orElse(e.getMessage())), e);
    }
  }
}

package io.plantbeam.tables.store;

import io.plantbeam.tables.ObjectAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.iceberg.io.FileIO;

/** A store of objects that the program reaches. */
final class ObjectsStore implements Store {
  private final ObjectAccess objects;
  private final FileIO io;

  ObjectsStore(ObjectAccess objects) {
    this.objects = objects;
    this.io = new ObjectFileIO(objects);
  }

  @Override
  public FileIO io() {
    return io;
  }

  @Override
  public Stream<StoredFile> list(String directory) {
    try {
      return objects.list(directory + "/").stream()
          .map(
              object -> new StoredFile(object.location(), object.bytes(), object.modifiedMillis()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean putIfAbsent(String location, byte[] content) {
    try {
      // An answer that was lost is asked for again, and then this is the file that was made.
      return objects.putIfAbsent(location, content) || Arrays.equals(content, read(location));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {}
}

package io.plantbeam.tables.store;

import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.FileIO;

/**
 * Where files are: what Iceberg's file access does, and the two things beside it that a log of
 * commits needs.
 */
public interface Store extends AutoCloseable {
  /** What a location begins with that is not a path. */
  Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");

  /** A file that is there. */
  record StoredFile(String location, long bytes, long modifiedMillis) {}

  /** Reads, writes and deletes files by their location. */
  FileIO io();

  /** All files whose location begins with that of a directory, in no order. */
  Stream<StoredFile> list(String directory);

  /**
   * Makes a file that is not there, whole.
   *
   * @return whether it was made; false if there is one of this name, whoever made it
   */
  boolean putIfAbsent(String location, byte[] content);

  /** Writes a small file, in the place of one that is there. */
  default void put(String location, byte[] content) {
    Bytes.write(io().newOutputFile(location), content);
  }

  /** The content of a small file; null if it is not there. */
  default byte[] read(String location) {
    return Bytes.read(io().newInputFile(location));
  }

  /**
   * Deletes a file.
   *
   * @return whether there is none now by this; false if it was not there, as far as the store says
   */
  default boolean delete(String location) {
    try {
      io().deleteFile(location);
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  @Override
  void close();

  /** A directory's location, whole and without a slash at its end. */
  static String location(String directory) {
    if (isLocal(directory)) {
      String path = directory.startsWith("file:") ? directory.substring(5) : directory;
      return Path.of(path.replaceFirst("^//+", "/")).toAbsolutePath().normalize().toString();
    }
    return directory.replaceFirst("/+$", "");
  }

  /** Whether a location is on a disk of this machine. */
  static boolean isLocal(String directory) {
    return directory.startsWith("file:") || !SCHEME.matcher(directory).lookingAt();
  }
}

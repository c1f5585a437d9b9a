package io.plantbeam.output;

import io.plantbeam.config.LocalFiles;
import io.plantbeam.preflight.Check;
import io.plantbeam.preflight.FailedCheckException;
import io.plantbeam.stores.Stores;
import io.plantbeam.stores.object.ObjectName;
import io.plantbeam.stores.object.ObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;

/** Whether a directory can be written to, on any file system that Beam knows. */
public final class DirectoryCheck {
  private DirectoryCheck() {}

  /**
   * Writes a small file to a directory, and leaves nothing behind.
   *
   * @param subject the option that names it, with its value
   * @param writable what is said of it if it can be written
   */
  public static Check of(String subject, String directory, String writable) {
    return new Check(
        subject,
        () -> {
          try {
            requireWritable(directory);
          } catch (IOException | IllegalArgumentException e) {
            throw new FailedCheckException(
                Stores.isObject(directory)
                    ? "%s: %s".formatted(subject, e.getMessage())
                    : "%s: a file cannot be written there (%s)".formatted(subject, e.getMessage()));
          }
          return "%s: %s".formatted(subject, writable);
        });
  }

  private static void requireWritable(String directory) throws IOException {
    Optional<ObjectStore> store = Stores.of(directory);
    if (store.isPresent()) {
      store.get().tryToWrite(ObjectName.of(directory));
    } else {
      tryToWrite(directory);
    }
  }

  private static void tryToWrite(String directory) throws IOException {
    Path missing = firstMissing(directory);
    try {
      ResourceId file =
          FileSystems.matchNewResource(directory + "/.preflight-" + UUID.randomUUID(), false);
      try (WritableByteChannel channel = FileSystems.create(file, "application/octet-stream")) {
        channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
      }
      FileSystems.delete(List.of(file), StandardMoveOptions.IGNORE_MISSING_FILES);
    } finally {
      deleteEmpty(LocalFiles.path(directory + "/"), missing);
    }
  }

  /** The topmost directory that writing will create; null where there is none, or not here. */
  private static Path firstMissing(String directory) {
    Path path = LocalFiles.path(directory + "/");
    Path missing = null;
    while (path != null && !Files.exists(path)) {
      missing = path;
      path = path.getParent();
    }
    return missing;
  }

  /** Deletes what was created, from the innermost directory up to the topmost. */
  private static void deleteEmpty(Path innermost, Path topmost) throws IOException {
    if (topmost == null) {
      return;
    }
    try {
      for (Path path = innermost; path.startsWith(topmost); path = path.getParent()) {
        Files.deleteIfExists(path);
      }
    } catch (DirectoryNotEmptyException e) {
      // Another program has begun to use it.
      return;
    }
  }
}

package io.plantbeam.tables.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.iceberg.io.FileIO;

/** The disks of this machine. */
final class LocalStore implements Store {
  private final LocalFileIO io = new LocalFileIO();

  @Override
  public FileIO io() {
    return io;
  }

  @Override
  public Stream<StoredFile> list(String directory) {
    List<StoredFile> files = new ArrayList<>();
    Path top = Path.of(directory);
    if (!Files.isDirectory(top)) {
      return Stream.empty();
    }
    try {
      Files.walkFileTree(
          top,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              files.add(
                  new StoredFile(
                      file.toString(),
                      attributes.size(),
                      attributes.lastModifiedTime().toMillis()));
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
              if (e instanceof NoSuchFileException) {
                // A job has given it its name meanwhile.
                return FileVisitResult.CONTINUE;
              }
              throw e;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files.stream();
  }

  @Override
  public boolean putIfAbsent(String location, byte[] content) {
    Path target = Path.of(location);
    Path temporary = target.resolveSibling(".%s.tmp".formatted(UUID.randomUUID()));
    try {
      Files.createDirectories(target.getParent());
      try {
        Files.write(temporary, content);
        // Other than a move, a link never takes the place of a file that is there.
        Files.createLink(target, temporary);
        return true;
      } catch (FileAlreadyExistsException e) {
        return false;
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void put(String location, byte[] content) {
    Path target = Path.of(location);
    Path temporary = target.resolveSibling(".%s.tmp".formatted(UUID.randomUUID()));
    try {
      Files.createDirectories(target.getParent());
      try {
        Files.write(temporary, content);
        Files.move(
            temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {}
}

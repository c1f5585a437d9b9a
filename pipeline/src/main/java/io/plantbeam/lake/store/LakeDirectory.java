package io.plantbeam.lake.store;

import io.plantbeam.config.LocalFiles;
import io.plantbeam.stores.Stores;
import io.plantbeam.stores.object.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.io.FileSystems;

/**
 * The directory of a lake, on any file system that Beam knows: its files of readings, and small
 * files of Plantbeam's own, below {@value #OWN}, which readers pass over as they do all names that
 * begin with a dot or an underscore.
 *
 * <p>Paths are below the directory, with slashes between their parts.
 */
public final class LakeDirectory {
  /** The folder of what is no reading. */
  public static final String OWN = "_plantbeam/";

  private final String directory;
  private final Path local;

  private LakeDirectory(String directory, Path local) {
    this.directory = directory;
    this.local = local;
  }

  /** The lake in a directory, which need not be there. */
  public static LakeDirectory of(String directory) {
    String path =
        FileSystems.matchNewResource(
                directory.endsWith("/") ? directory : directory + "/", /* isDirectory= */ true)
            .toString();
    return new LakeDirectory(path, LocalFiles.path(path));
  }

  /** A file that is there. */
  public record StoredFile(String path, long bytes) {
    /** The folder of its partition, without a slash at its end; empty at the top. */
    public String folder() {
      return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
  }

  /** Its name, with a slash at its end. */
  @Override
  public String toString() {
    return directory;
  }

  /** The directory in which it is. */
  public LakeDirectory above() {
    return of(directory.substring(0, directory.lastIndexOf('/', directory.length() - 2) + 1));
  }

  /** Whether a file whose whole name is known is in it. */
  public boolean holds(String name) {
    return name.startsWith(directory);
  }

  /** The path of a file whose whole name is known. */
  public String pathOf(String name) {
    if (!holds(name)) {
      throw new IllegalArgumentException("%s is not in %s".formatted(name, directory));
    }
    return name.substring(directory.length());
  }

  /** The files of readings, by path. */
  public List<StoredFile> readings() throws IOException {
    return list("").stream()
        .filter(file -> file.path().endsWith(".parquet") && isVisible(file.path()))
        .toList();
  }

  /** All files in a folder and below it, by path; none where the folder is not there. */
  public List<StoredFile> list(String folder) throws IOException {
    List<StoredFile> files = new ArrayList<>();
    if (local != null) {
      listLocal(local.resolve(folder), files);
    } else {
      for (StoredObject found : Stores.list(directory + folder)) {
        files.add(new StoredFile(pathOf(found.name().toString()), found.bytes()));
      }
    }
    files.sort(Comparator.comparing(StoredFile::path));
    return files;
  }

  private void listLocal(Path folder, List<StoredFile> files) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(
                new StoredFile(
                    local.relativize(file).toString().replace('\\', '/'), attributes.size()));
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
  }

  /** Whether no part of a path begins as what readers pass over does. */
  private static boolean isVisible(String path) {
    for (String part : path.split("/", -1)) {
      if (part.startsWith("_") || part.startsWith(".")) {
        return false;
      }
    }
    return true;
  }

  /** Opens a file. */
  public ReadableByteChannel open(String path) throws IOException {
    return local == null
        ? Stores.open(directory + path)
        : Files.newByteChannel(local.resolve(path));
  }

  /** A whole small file; null where it is not there. */
  public byte[] read(String path) throws IOException {
    try (ReadableByteChannel channel = open(path)) {
      return Channels.newInputStream(channel).readAllBytes();
    } catch (NoSuchFileException | java.io.FileNotFoundException e) {
      return null;
    }
  }

  /** Writes a small file, whole: a reader sees the earlier one, or this. */
  public void write(String path, byte[] content) throws IOException {
    if (local == null) {
      // What stores objects shows those that are complete alone.
      Stores.write(directory + path, content);
      return;
    }
    Path target = local.resolve(path);
    Files.createDirectories(target.getParent());
    Path temporary = target.resolveSibling(".%s.tmp".formatted(UUID.randomUUID()));
    try {
      Files.write(temporary, content);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Deletes files, those that are not there any more among them. */
  public void delete(Collection<String> paths) throws IOException {
    if (local != null) {
      try {
        paths.forEach(this::deleteLocal);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      return;
    }
    Stores.delete(paths.stream().map(path -> directory + path).toList());
  }

  private void deleteLocal(String path) {
    try {
      Files.deleteIfExists(local.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

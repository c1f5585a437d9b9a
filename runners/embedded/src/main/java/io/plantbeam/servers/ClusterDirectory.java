package io.plantbeam.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * What one cluster keeps on disk: the pid files of its processes, their logs, its configuration and
 * its data.
 */
public final class ClusterDirectory {
  private final Path root;

  public ClusterDirectory(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  public Path root() {
    return root;
  }

  /** The directory of all logs. */
  public Path logs() {
    return made(root.resolve("logs"));
  }

  /** A directory of the cluster, made if missing. */
  public Path directory(String name) {
    return made(root.resolve(name));
  }

  public Path pidFile(String process) {
    return made(root.resolve("pids")).resolve(process + ".pid");
  }

  public Path log(String process) {
    return logs().resolve(process + ".log");
  }

  /** What a process writes to its standard output and error. */
  public Path console(String process) {
    return logs().resolve(process + ".out");
  }

  /** Writes a file of the cluster's configuration. */
  public Path write(String file, String content) {
    Path path = root.resolve(file);
    made(path.getParent());
    try {
      return Files.writeString(path, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes all of it. */
  public void delete() {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(root + " could not be deleted", e);
    }
  }

  private static Path made(Path directory) {
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(directory + " could not be made", e);
    }
  }
}

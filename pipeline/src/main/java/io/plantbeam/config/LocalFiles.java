package io.plantbeam.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;

/** What can be asked of local files without Beam's file systems. */
public final class LocalFiles {
  private LocalFiles() {}

  /** The local path of a name; null where it is on another file system, or not a path. */
  public static Path path(String name) {
    try {
      ResourceId resource = FileSystems.matchNewResource(name, name.endsWith("/"));
      return resource.getScheme().equals("file") ? Path.of(resource.toString()) : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /**
   * Whether a name without wildcards is that of a local file or directory that does not exist. To
   * find this out, Beam would walk through everything in the directory above it.
   */
  public static boolean isMissing(String name) {
    boolean wildcards = name.chars().anyMatch(character -> "*?[{\\".indexOf(character) >= 0);
    if (wildcards) {
      return false;
    }
    Path path = path(name);
    return path != null && !Files.exists(path);
  }

  /**
   * Whether a directory is there, or can be made, and be written to; true where it is not local.
   */
  public static boolean isWritableDirectory(String name) {
    Path path = path(name.endsWith("/") ? name : name + "/");
    if (path == null) {
      return true;
    }
    Path existing = path.toAbsolutePath();
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    return existing != null && Files.isDirectory(existing) && Files.isWritable(existing);
  }
}

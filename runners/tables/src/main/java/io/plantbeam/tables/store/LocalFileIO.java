package io.plantbeam.tables.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.iceberg.Files;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/**
 * Iceberg's access to the disks of this machine, by plain paths, which every reader takes. Unlike
 * Hadoop's it leaves no files with checksums. Catalogs make one by the name of the class.
 */
public final class LocalFileIO implements FileIO {
  @Override
  public InputFile newInputFile(String path) {
    return Files.localInput(path(path));
  }

  @Override
  public OutputFile newOutputFile(String path) {
    try {
      // Iceberg's own fails where somebody else makes the directory at the same time.
      java.nio.file.Files.createDirectories(Path.of(path(path)).getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Files.localOutput(path(path));
  }

  @Override
  public void deleteFile(String path) {
    try {
      java.nio.file.Files.delete(Path.of(path(path)));
    } catch (java.nio.file.NoSuchFileException e) {
      throw new NotFoundException(e, "there is no file %s", path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String path(String location) {
    return location.startsWith("file:")
        ? location.substring(5).replaceFirst("^//+", "/")
        : location;
  }
}

package io.plantbeam.output;

import io.plantbeam.config.LocalFiles;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is written under a hidden temporary name in the directory of its own, and renamed
 * when it is complete. Each attempt has a name of its own: one that was taken for dead may still be
 * writing, and so may another job. What a crash has left is deleted by whatever writes to the
 * directory next.
 */
final class RenamedFile implements UnfinishedFile {
  private static final Logger LOG = LoggerFactory.getLogger(RenamedFile.class);
  private static final String BYTES = "application/octet-stream";

  /** A job that is writing adds to its file more often than that. */
  private static final long ABANDONED_MILLIS = 3_600_000;

  private final ResourceId temporary;
  private final WritableByteChannel channel;

  private RenamedFile(ResourceId temporary) throws IOException {
    this.temporary = temporary;
    channel = FileSystems.create(temporary, BYTES);
  }

  /** Creates the temporary file, and the directories above it. */
  static RenamedFile create(ResourceId directory, String prefix, String extension)
      throws IOException {
    String suffix = ".%s.tmp".formatted(extension);
    ResourceId temporary =
        directory.resolve(
            ".%s-%s%s".formatted(prefix, UUID.randomUUID(), suffix),
            StandardResolveOptions.RESOLVE_FILE);
    RenamedFile file = new RenamedFile(temporary);
    Path local = LocalFiles.path(temporary.toString());
    if (local != null) {
      deleteAbandoned(local, suffix);
    }
    return file;
  }

  /** Deletes what crashes have left in the directory, by the clock of its file system. */
  private static void deleteAbandoned(Path created, String suffix) {
    try (DirectoryStream<Path> unfinished =
        Files.newDirectoryStream(created.getParent(), path -> isUnfinished(path, suffix))) {
      long now = Files.getLastModifiedTime(created).toMillis();
      for (Path path : unfinished) {
        if (now - Files.getLastModifiedTime(path).toMillis() > ABANDONED_MILLIS) {
          Files.deleteIfExists(path);
        }
      }
    } catch (NoSuchFileException e) {
      LOG.debug("Another writer has finished meanwhile", e);
    } catch (IOException | DirectoryIteratorException e) {
      LOG.warn("The files that a crash left in {} could not be deleted", created.getParent(), e);
    }
  }

  private static boolean isUnfinished(Path path, String suffix) {
    String name = path.getFileName().toString();
    return name.startsWith(".") && name.endsWith(suffix);
  }

  @Override
  public WritableByteChannel channel() {
    return channel;
  }

  @Override
  public void finish(ResourceId name) throws IOException {
    channel.close();
    FileSystems.rename(List.of(temporary), List.of(name));
  }

  @Override
  public void discard() throws IOException {
    channel.close();
    FileSystems.delete(List.of(temporary), StandardMoveOptions.IGNORE_MISSING_FILES);
  }
}

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
 * A file whose name tells its content: {@code <prefix>-<hash>.<extension>}.
 *
 * <p>The same records written again replace themselves, and other records never overwrite them.
 * (Beam's FileIO names files by window and shard alone, so that a restart, or a second backfill,
 * would overwrite what an earlier run has written.)
 *
 * <p>It is written under a hidden temporary name in the same directory, and renamed when it is
 * complete. Each attempt has a name of its own: one that was taken for dead may still be writing,
 * and so may another job. What a crash has left is deleted by whatever writes to the directory
 * next.
 */
public final class ContentNamedFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ContentNamedFile.class);
  private static final String BYTES = "application/octet-stream";

  /** A job that is writing adds to its file more often than that. */
  private static final long ABANDONED_MILLIS = 3_600_000;

  private final ResourceId directory;
  private final String prefix;
  private final String extension;
  private final ResourceId temporary;
  private final WritableByteChannel channel;
  private boolean finished;

  private ContentNamedFile(
      ResourceId directory, String prefix, String extension, ResourceId temporary)
      throws IOException {
    this.directory = directory;
    this.prefix = prefix;
    this.extension = extension;
    this.temporary = temporary;
    channel = FileSystems.create(temporary, BYTES);
  }

  /** Creates the temporary file, and the directories above it. */
  public static ContentNamedFile create(String directory, String prefix, String extension)
      throws IOException {
    ResourceId parent = FileSystems.matchNewResource(directory, true);
    String suffix = ".%s.tmp".formatted(extension);
    ResourceId temporary =
        parent.resolve(
            ".%s-%s%s".formatted(prefix, UUID.randomUUID(), suffix),
            StandardResolveOptions.RESOLVE_FILE);
    ContentNamedFile file = new ContentNamedFile(parent, prefix, extension, temporary);
    Path local = LocalFiles.path(temporary.toString());
    // Of a file that was not closed, object stores keep nothing.
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

  /** Takes the content. */
  public WritableByteChannel channel() {
    return channel;
  }

  /** The name, without its directory, of a file with a content. */
  public static String nameOf(String prefix, ContentHash content, String extension) {
    return "%s-%s.%s".formatted(prefix, content.hex(), extension);
  }

  /** Closes the file, gives it its name, and returns that. */
  public String finish(ContentHash content) throws IOException {
    channel.close();
    ResourceId target =
        directory.resolve(nameOf(prefix, content, extension), StandardResolveOptions.RESOLVE_FILE);
    FileSystems.rename(List.of(temporary), List.of(target));
    finished = true;
    return target.toString();
  }

  /** Deletes the temporary file unless the file was finished. */
  @Override
  public void close() throws IOException {
    if (!finished) {
      channel.close();
      FileSystems.delete(List.of(temporary), StandardMoveOptions.IGNORE_MISSING_FILES);
    }
  }
}

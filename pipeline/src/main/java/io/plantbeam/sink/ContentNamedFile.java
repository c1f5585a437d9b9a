package io.plantbeam.sink;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;

/**
 * A file whose name tells its content: {@code <prefix>-<hash>.<extension>}.
 *
 * <p>The same records written again replace themselves, and other records never overwrite them.
 * (Beam's FileIO names files by window and shard alone, so that a restart, or a second backfill,
 * would overwrite what an earlier run has written.)
 *
 * <p>It is written under a hidden temporary name in the same directory, and renamed when it is
 * complete. The temporary name depends on what is written, not on the attempt, so that a retry
 * overwrites what a crash has left.
 */
final class ContentNamedFile implements AutoCloseable {
  private static final String BYTES = "application/octet-stream";

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

  /**
   * Creates the temporary file, and the directories above it.
   *
   * @param key what tells this file from all that are written to the directory at the same time
   */
  static ContentNamedFile create(String directory, String prefix, String extension, String key)
      throws IOException {
    ResourceId parent = FileSystems.matchNewResource(directory, true);
    ResourceId temporary =
        parent.resolve(
            ".%s-%016x.%s.tmp".formatted(prefix, ContentHash.hash(key), extension),
            StandardResolveOptions.RESOLVE_FILE);
    return new ContentNamedFile(parent, prefix, extension, temporary);
  }

  /** Takes the content. */
  WritableByteChannel channel() {
    return channel;
  }

  /** Closes the file, gives it its name, and returns that. */
  String finish(ContentHash content) throws IOException {
    channel.close();
    ResourceId target =
        directory.resolve(
            "%s-%s.%s".formatted(prefix, content.hex(), extension),
            StandardResolveOptions.RESOLVE_FILE);
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

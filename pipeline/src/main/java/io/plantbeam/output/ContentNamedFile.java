package io.plantbeam.output;

import io.plantbeam.stores.Stores;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;

/**
 * A file whose name tells its content: {@code <prefix>-<hash>.<extension>}.
 *
 * <p>The same records written again replace themselves, and other records never overwrite them.
 * (Beam's FileIO names files by window and shard alone, so that a restart, or a second backfill,
 * would overwrite what an earlier run has written.)
 *
 * <p>It has its name when it is complete, and not before: nobody reads a part of it.
 */
public final class ContentNamedFile implements AutoCloseable {
  private final ResourceId directory;
  private final String prefix;
  private final String extension;
  private final UnfinishedFile unfinished;
  private boolean finished;

  private ContentNamedFile(
      ResourceId directory, String prefix, String extension, UnfinishedFile unfinished) {
    this.directory = directory;
    this.prefix = prefix;
    this.extension = extension;
    this.unfinished = unfinished;
  }

  /** Begins a file, and creates the directories above it where the file system has any. */
  public static ContentNamedFile create(String directory, String prefix, String extension)
      throws IOException {
    ResourceId parent = FileSystems.matchNewResource(directory, true);
    return new ContentNamedFile(
        parent,
        prefix,
        extension,
        Stores.isObject(directory)
            ? new UnfinishedObject()
            : RenamedFile.create(parent, prefix, extension));
  }

  /** Takes the content. */
  public WritableByteChannel channel() {
    return unfinished.channel();
  }

  /** The name, without its directory, of a file with a content. */
  public static String nameOf(String prefix, ContentHash content, String extension) {
    return "%s-%s.%s".formatted(prefix, content.hex(), extension);
  }

  /** All of the name that it will have with a content. */
  public String name(ContentHash content) {
    return resource(content).toString();
  }

  private ResourceId resource(ContentHash content) {
    return directory.resolve(
        nameOf(prefix, content, extension), StandardResolveOptions.RESOLVE_FILE);
  }

  /** Closes the file, gives it its name, and returns that. */
  public String finish(ContentHash content) throws IOException {
    ResourceId target = resource(content);
    unfinished.finish(target);
    finished = true;
    return target.toString();
  }

  /** Leaves nothing of the file unless it was finished. */
  @Override
  public void close() throws IOException {
    if (!finished) {
      unfinished.discard();
    }
  }
}

package io.plantbeam.files;

import io.plantbeam.stores.Stores;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.beam.sdk.io.fs.MatchResult;

/**
 * A file that is there to be read.
 *
 * @param name for people, and as the origin of its messages
 * @param location by which a worker finds it: of a local file its URI, which holds every byte of
 *     its name; else the name that Beam's file systems have for it
 * @param seekable whether it can be read from the middle
 * @param isPipe whether what is read of it is gone
 * @param modifiedMillis when it was last written to; 0 where its file system does not tell
 */
record InputFile(
    String name,
    String location,
    long bytes,
    boolean seekable,
    boolean isPipe,
    long modifiedMillis) {
  private static final String LOCAL = "file:///";

  static InputFile local(Path path, long bytes, long modifiedMillis) {
    return local(path, bytes, false, modifiedMillis);
  }

  /** A pipe, or anything else that is no file and can be read. */
  static InputFile pipe(Path path) {
    return local(path, 0, true, 0);
  }

  private static InputFile local(Path path, long bytes, boolean isPipe, long modifiedMillis) {
    Path absolute = path.toAbsolutePath().normalize();
    return new InputFile(
        FileName.of(absolute), absolute.toUri().toString(), bytes, !isPipe, isPipe, modifiedMillis);
  }

  static InputFile of(MatchResult.Metadata file) {
    String name = file.resourceId().toString();
    return new InputFile(
        name,
        name,
        file.sizeBytes(),
        file.isReadSeekEfficient(),
        false,
        Math.max(0, file.lastModifiedMillis()));
  }

  /** Opens the file of a location. */
  static ReadableByteChannel open(String location) throws IOException {
    return location.startsWith(LOCAL)
        ? Files.newByteChannel(Path.of(URI.create(location)))
        : Stores.open(location);
  }

  /** The directory that it is in, with a separator at its end. */
  String directory() {
    return name.substring(0, Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  }
}

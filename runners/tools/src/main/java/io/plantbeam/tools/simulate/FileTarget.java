package io.plantbeam.tools.simulate;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Writes messages as the lines of NDJSON files; those of one sensor are all in one file. */
public final class FileTarget implements MessageTarget {
  private static final int BUFFER_BYTES = 1 << 18;

  private final List<Path> files = new ArrayList<>();
  private final List<OutputStream> streams = new ArrayList<>();

  /**
   * Creates {@code part-00000.ndjson} and so on, replacing what is there.
   *
   * @param files how many, 1 or more
   * @param gzip whether to compress them, which adds {@code .gz} to the names
   */
  public FileTarget(Path directory, int files, boolean gzip) throws IOException {
    Files.createDirectories(directory);
    for (int i = 0; i < files; i++) {
      Path file = directory.resolve("part-%05d.ndjson%s".formatted(i, gzip ? ".gz" : ""));
      this.files.add(file);
      OutputStream out = Files.newOutputStream(file);
      streams.add(
          new BufferedOutputStream(
              gzip ? new GZIPOutputStream(out, BUFFER_BYTES) : out, BUFFER_BYTES));
    }
  }

  public List<Path> files() {
    return files;
  }

  @Override
  public void send(SimulatedMessage message) throws IOException {
    int file = files.size() == 1 ? 0 : Math.floorMod(message.key().hashCode(), files.size());
    OutputStream out = streams.get(file);
    out.write(message.payload());
    out.write('\n');
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (OutputStream stream : streams) {
      try {
        stream.close();
      } catch (IOException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}

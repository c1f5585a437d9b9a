package io.plantbeam.reference;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;

/** Messages of NDJSON files, in the order of the files and of the bytes in them. */
public final class ReferenceInput {

  /**
   * One message.
   *
   * @param offset the byte of the uncompressed file at which the line begins
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Line(String file, long offset, byte[] bytes) {

    static Line of(String file, long offset, String text) {
      return new Line(file, offset, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private ReferenceInput() {}

  /**
   * The lines of the files, plain or {@code .gz}, sorted by file name; blank lines are left out.
   */
  public static Iterable<Line> ofFiles(List<Path> files) {
    List<Path> sorted = files.stream().sorted().toList();
    return () -> sorted.stream().flatMap(ReferenceInput::lines).iterator();
  }

  private static Stream<Line> lines(Path file) {
    Iterable<Line> lines = () -> new LineIterator(file);
    return StreamSupport.stream(lines.spliterator(), false);
  }

  private static final class LineIterator implements Iterator<Line> {
    private final Path file;
    private final InputStream in;
    private long position;
    private Line next;

    LineIterator(Path file) {
      this.file = file;
      try {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        in =
            file.toString().endsWith(".gz")
                ? new BufferedInputStream(new GZIPInputStream(raw, 1 << 16), 1 << 16)
                : raw;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      next = read();
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public Line next() {
      if (next == null) {
        throw new NoSuchElementException();
      }
      Line result = next;
      next = read();
      return result;
    }

    private Line read() {
      try {
        while (true) {
          long begin = position;
          ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
          int b = in.read();
          while (b != -1 && b != '\n') {
            bytes.write(b);
            b = in.read();
          }
          position += bytes.size() + 1;
          byte[] line = bytes.toByteArray();
          if (line.length > 0 && line[line.length - 1] == '\r') {
            line = Arrays.copyOf(line, line.length - 1);
          }
          if (line.length > 0) {
            return new Line(file.toString(), begin, line);
          }
          if (b == -1) {
            in.close();
            return null;
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

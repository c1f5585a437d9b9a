package io.plantbeam.engines.direct;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Sorted runs, one after the other in a temporary file. */
final class RunFile implements AutoCloseable {
  private final FileChannel file = temporary();
  private final List<Long> ends = new ArrayList<>();

  RunFile() throws IOException {}

  /** A file in the temporary directory that is gone when it is closed, or with the process. */
  static FileChannel temporary() throws IOException {
    Path path = Files.createTempFile("plantbeam-shuffle", ".tmp");
    return FileChannel.open(
        path,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  /** The number of runs. */
  int size() {
    return ends.size();
  }

  private long end() {
    return ends.isEmpty() ? 0 : ends.get(ends.size() - 1);
  }

  /** Begins a run. */
  Writer begin() {
    return new Writer();
  }

  /** All runs, at their beginnings. */
  List<SortedRun> runs() {
    List<SortedRun> runs = new ArrayList<>(ends.size());
    long begin = 0;
    for (long end : ends) {
      runs.add(new FileRun(file, begin, end));
      begin = end;
    }
    return runs;
  }

  /** Makes one run of another file of all runs, and has none then. */
  void mergeInto(RunFile other) throws IOException {
    Merge merge = new Merge(runs());
    Writer out = other.begin();
    for (SortedRun record = merge.peek(); record != null; record = merge.peek()) {
      out.add(
          record.bytes,
          record.sortFrom - SortedRun.HEADER,
          SortedRun.HEADER + record.sortLength + record.contentLength);
      merge.advance();
    }
    out.finish();
    ends.clear();
    file.truncate(0);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** Adds a run. */
  final class Writer {
    private final FileBuffer out = new FileBuffer(file, end());

    private Writer() {}

    /** Adds a record that is not less than the one before. */
    void add(byte[] bytes, int from, int length) throws IOException {
      out.put(bytes, from, length);
    }

    void finish() throws IOException {
      ends.add(out.flush());
    }
  }

  private static final class FileRun extends SortedRun {
    private static final int BUFFER = 1 << 15;

    private final FileChannel file;
    private final long runEnd;
    private long position;
    private byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;

    FileRun(FileChannel file, long begin, long runEnd) {
      this.file = file;
      position = begin;
      this.runEnd = runEnd;
    }

    @Override
    boolean next() {
      if (from == to && position == runEnd) {
        return false;
      }
      fill(HEADER);
      ByteBuffer header = ByteBuffer.wrap(buffer, from, HEADER);
      int length = HEADER + header.getInt() + header.getInt();
      fill(length);
      at(buffer, from);
      from += length;
      return true;
    }

    private void fill(int wanted) {
      if (to - from >= wanted) {
        return;
      }
      byte[] target = wanted > buffer.length ? new byte[wanted] : buffer;
      System.arraycopy(buffer, from, target, 0, to - from);
      buffer = target;
      to -= from;
      from = 0;
      try {
        int most = (int) Math.min(buffer.length - to, runEnd - position);
        ByteBuffer into = ByteBuffer.wrap(buffer, to, most);
        while (into.hasRemaining()) {
          int read = file.read(into, position);
          if (read < 0) {
            throw new IOException("The temporary file of a shuffle ends too early");
          }
          position += read;
        }
        to += most;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

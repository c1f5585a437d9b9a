package io.plantbeam.lake.rows;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sorts any number of rows: so many as fit in memory at a time, and the rest in files of the
 * temporary directory, which are merged.
 */
final class RowSorter implements Closeable {
  /** Each has buffers of its own while they are merged. */
  private static final int MOST_RUNS = 64;

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int ZSTD_LEVEL = 1;

  /** Of the object and of the place in a list that stands for a row. */
  private static final int ROW_OVERHEAD = 32;

  private final long memory;
  private final List<Path> runs = new ArrayList<>();
  private final List<Closeable> open = new ArrayList<>();
  private List<byte[]> rows = new ArrayList<>();
  private long bytes;

  /** Sorts with so many bytes of memory, beside the buffers of files. */
  RowSorter(long memory) {
    this.memory = memory;
  }

  /** Rows in their order. */
  interface Rows {
    /** The next row; null at the end. */
    byte[] next() throws IOException;
  }

  void add(byte[] row) throws IOException {
    rows.add(row);
    bytes += row.length + ROW_OVERHEAD;
    if (bytes >= memory) {
      spill(sortedRows());
      if (runs.size() == MOST_RUNS) {
        Rows merged = merged();
        List<Path> before = List.copyOf(runs);
        runs.clear();
        spill(merged);
        closeOpen();
        for (Path run : before) {
          Files.delete(run);
        }
      }
    }
  }

  /** All rows, after the last one was added. */
  Rows sorted() throws IOException {
    if (runs.isEmpty()) {
      return sortedRows();
    }
    if (!rows.isEmpty()) {
      spill(sortedRows());
    }
    return merged();
  }

  private Rows sortedRows() {
    List<byte[]> sorted = rows;
    rows = new ArrayList<>();
    bytes = 0;
    sorted.sort(RowBytes::compare);
    return new Rows() {
      private int at;

      @Override
      public byte[] next() {
        return at == sorted.size() ? null : sorted.get(at++);
      }
    };
  }

  private void spill(Rows sorted) throws IOException {
    Path run = Files.createTempFile("plantbeam-rows-", ".zst");
    runs.add(run);
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(
                new ZstdOutputStream(Files.newOutputStream(run), ZSTD_LEVEL), BUFFER_BYTES))) {
      for (byte[] row = sorted.next(); row != null; row = sorted.next()) {
        out.writeInt(row.length);
        out.write(row);
      }
    }
  }

  private Rows merged() throws IOException {
    PriorityQueue<Run> heads =
        new PriorityQueue<>(
            Math.max(1, runs.size()), Comparator.comparing(run -> run.head, RowBytes::compare));
    for (Path file : runs) {
      Run run = new Run(file);
      open.add(run);
      if (run.advance()) {
        heads.add(run);
      }
    }
    return () -> {
      Run first = heads.poll();
      if (first == null) {
        return null;
      }
      byte[] row = first.head;
      if (first.advance()) {
        heads.add(first);
      }
      return row;
    };
  }

  private void closeOpen() throws IOException {
    for (Closeable run : open) {
      run.close();
    }
    open.clear();
  }

  @Override
  public void close() throws IOException {
    closeOpen();
    for (Path run : runs) {
      Files.deleteIfExists(run);
    }
  }

  private static final class Run implements Closeable {
    private final DataInputStream in;
    private byte[] head;

    private Run(Path file) throws IOException {
      in =
          new DataInputStream(
              new BufferedInputStream(
                  new ZstdInputStream(Files.newInputStream(file)), BUFFER_BYTES));
    }

    private boolean advance() throws IOException {
      int length;
      try {
        length = in.readInt();
      } catch (EOFException e) {
        head = null;
        return false;
      }
      head = new byte[length];
      in.readFully(head);
      return true;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}

package io.plantbeam.engines.direct;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Records that are put in the order of their sort bytes, those with the same in the order in which
 * they were added. What does not fit into memory is in a temporary file, in sorted runs that are
 * merged when they are read. Records are added by several threads, and read by one at a time, once,
 * after the last was added.
 */
final class SortedPart implements AutoCloseable {
  private static final int FIRST_BYTES = 1 << 14;
  private static final int FIRST_RECORDS = 1 << 8;
  private static final int HEADER = SortedRun.HEADER;

  /** Runs that are read at once have a buffer each. */
  private static final int MOST_RUNS = 64;

  private final int mostBytes;
  private byte[] records = new byte[FIRST_BYTES];
  private int[] offsets = new int[FIRST_RECORDS];
  private int size;
  private int end;

  /** Each of the runs of one is merged from those of the one before, which are older. */
  private final List<RunFile> levels = new ArrayList<>();

  private Merge merge;

  /**
   * Records of which at most so many bytes stay in memory.
   *
   * @param mostBytes a longer record is taken by itself
   */
  SortedPart(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Adds a record: what it is sorted by, compared as unsigned bytes, and its content. */
  synchronized void add(byte[] sort, int sortLength, byte[] content, int contentLength) {
    int length = HEADER + sortLength + contentLength;
    if (size > 0 && (long) end + length > mostBytes) {
      writeRun();
    }
    if (records.length - end < length) {
      long wanted = Math.max((long) end + length, Math.min(2L * records.length, mostBytes));
      records = Arrays.copyOf(records, Math.toIntExact(wanted));
    }
    if (size == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * size);
    }
    offsets[size++] = end;
    ByteBuffer.wrap(records, end, HEADER).putInt(sortLength).putInt(contentLength);
    System.arraycopy(sort, 0, records, end + HEADER, sortLength);
    System.arraycopy(content, 0, records, end + HEADER + sortLength, contentLength);
    end += length;
  }

  private void writeRun() {
    try {
      RunFile.Writer out = level(0).begin();
      for (int offset : order()) {
        out.add(records, offset, lengthAt(offset));
      }
      out.finish();
      for (int level = 0; levels.get(level).size() == MOST_RUNS; level++) {
        levels.get(level).mergeInto(level(level + 1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    size = 0;
    end = 0;
  }

  private RunFile level(int level) throws IOException {
    if (level == levels.size()) {
      levels.add(new RunFile());
    }
    return levels.get(level);
  }

  private int lengthAt(int offset) {
    ByteBuffer header = ByteBuffer.wrap(records, offset, HEADER);
    return HEADER + header.getInt() + header.getInt();
  }

  private int[] order() {
    Integer[] order = new Integer[size];
    for (int i = 0; i < size; i++) {
      order[i] = offsets[i];
    }
    byte[] bytes = records;
    Arrays.sort(
        order,
        (one, other) -> {
          int ofOne = one + HEADER;
          int ofOther = other + HEADER;
          return Arrays.compareUnsigned(
              bytes,
              ofOne,
              ofOne + ByteBuffer.wrap(bytes, one, HEADER).getInt(),
              bytes,
              ofOther,
              ofOther + ByteBuffer.wrap(bytes, other, HEADER).getInt());
        });
    int[] sorted = new int[size];
    for (int i = 0; i < size; i++) {
      sorted[i] = order[i];
    }
    return sorted;
  }

  /** The record to be read; null after the last. Valid until {@link #advance}. */
  synchronized SortedRun peek() {
    if (merge == null) {
      // What was added first is in the last of the levels.
      List<SortedRun> runs = new ArrayList<>();
      for (int level = levels.size() - 1; level >= 0; level--) {
        runs.addAll(levels.get(level).runs());
      }
      runs.add(new MemoryRun(records, order()));
      merge = new Merge(runs);
      offsets = null;
    }
    return merge.peek();
  }

  /** Goes to the next record. */
  synchronized void advance() {
    merge.advance();
  }

  @Override
  public synchronized void close() throws IOException {
    records = new byte[0];
    merge = new Merge(List.of());
    for (RunFile level : levels) {
      level.close();
    }
    levels.clear();
  }

  private static final class MemoryRun extends SortedRun {
    private final byte[] records;
    private final int[] order;
    private int next;

    MemoryRun(byte[] records, int[] order) {
      this.records = records;
      this.order = order;
    }

    @Override
    boolean next() {
      if (next == order.length) {
        return false;
      }
      at(records, order[next++]);
      return true;
    }
  }
}

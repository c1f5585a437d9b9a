package io.plantbeam.lake.rows;

import io.plantbeam.lake.store.LakeDirectory;
import io.plantbeam.parquet.ChannelInput;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.parquet.hadoop.ParquetFileReader;

/**
 * The rows of the files of a partition by sensor and time, each identity once: source, sensor,
 * metric, time and value. In memory are one row group, and a part of the rows while they are
 * sorted; the rest is in files of the temporary directory.
 */
public final class PartitionRows implements Closeable {
  /** In a large heap, beyond which more saves nothing. */
  private static final long SORTED_TOGETHER = 96L << 20;

  /** Of the heap, whose rest is for a row group and for the heads of what is merged. */
  private static final int SHARE_OF_THE_HEAP = 4;

  private final RowLayout layout;
  private final RowSorter sorter;
  private final RowSorter.Rows sorted;
  private final Map<String, Content> files;
  private final long rows;
  private byte[] last;
  private long repeats;

  private PartitionRows(RowLayout layout, RowSorter sorter, Map<String, Content> files, long rows)
      throws IOException {
    this.layout = layout;
    this.sorter = sorter;
    this.sorted = sorter.sorted();
    this.files = files;
    this.rows = rows;
  }

  /**
   * What was read of a file.
   *
   * @param hash of its rows, as its name has it
   */
  public record Content(long rows, String hash) {}

  /**
   * Reads all files.
   *
   * @param paths of files of one partition
   * @param facilityId of the partition; null where it is unknown
   * @throws IOException with the name of the file that cannot be read
   */
  public static PartitionRows read(LakeDirectory lake, List<String> paths, String facilityId)
      throws IOException {
    return read(lake, paths, facilityId, sortedTogether());
  }

  private static long sortedTogether() {
    return Math.min(SORTED_TOGETHER, Runtime.getRuntime().maxMemory() / SHARE_OF_THE_HEAP);
  }

  static PartitionRows read(
      LakeDirectory lake, List<String> paths, String facilityId, long sortedTogether)
      throws IOException {
    return new Reading(lake, facilityId, /* identities= */ false, sortedTogether)
        .read(
            paths,
            problem -> {
              throw problem;
            });
  }

  /**
   * Reads the identities of all files that can be read.
   *
   * @param problems takes a sentence for each file that cannot be read, or not to its end
   */
  public static PartitionRows readIdentities(
      LakeDirectory lake, List<String> paths, String facilityId, Consumer<String> problems)
      throws IOException {
    return new Reading(lake, facilityId, /* identities= */ true, sortedTogether())
        .read(paths, problem -> problems.accept(problem.getMessage()));
  }

  /** What is done with a file that cannot be read. */
  private interface OnProblem {
    void accept(IOException problem) throws IOException;
  }

  private static final class Reading {
    private final LakeDirectory lake;
    private final String facilityId;
    private final boolean identities;
    private final RowLayout layout = new RowLayout();
    private final RowSorter sorter;
    private final Map<String, Content> files = new TreeMap<>();

    private Reading(
        LakeDirectory lake, String facilityId, boolean identities, long sortedTogether) {
      this.lake = lake;
      this.facilityId = facilityId;
      this.identities = identities;
      this.sorter = new RowSorter(sortedTogether);
    }

    private PartitionRows read(List<String> paths, OnProblem onProblem) throws IOException {
      try {
        List<String> readable = new ArrayList<>();
        for (String path : paths) {
          try (ReadableByteChannel channel = lake.open(path);
              ParquetFileReader file = ChannelInput.open(channel)) {
            layout.add(file);
            readable.add(path);
          } catch (IOException | RuntimeException e) {
            onProblem.accept(new UnreadableFileException(path, e));
          }
        }
        long rows = 0;
        for (String path : readable) {
          try {
            Content content = read(path);
            files.put(path, content);
            rows += content.rows();
          } catch (IOException | RuntimeException e) {
            onProblem.accept(new UnreadableFileException(path, e));
          }
        }
        return new PartitionRows(layout, sorter, files, rows);
      } catch (IOException | RuntimeException e) {
        sorter.close();
        throw e;
      }
    }

    private Content read(String path) throws IOException {
      RowHash hash = new RowHash(layout, facilityId);
      long rows = 0;
      try (ReadableByteChannel channel = lake.open(path);
          ParquetFileReader file = ChannelInput.open(channel)) {
        RowReader reader = new RowReader(file, layout, identities);
        for (byte[] row = reader.next(); row != null; row = reader.next()) {
          hash.add(row);
          sorter.add(row);
          rows++;
        }
        if (rows != file.getRecordCount()) {
          throw new IOException(
              "it has %,d rows, and %,d by its footer".formatted(rows, file.getRecordCount()));
        }
      }
      return new Content(rows, hash.content().hex());
    }
  }

  /** The next row; null at the end. */
  byte[] next() throws IOException {
    for (byte[] row = sorted.next(); row != null; row = sorted.next()) {
      if (last == null || !RowBytes.sameIdentity(row, last)) {
        last = row;
        return row;
      }
      repeats++;
    }
    return null;
  }

  /** Goes through what is left of the rows, for their number alone. */
  public void drain() throws IOException {
    byte[] row = next();
    while (row != null) {
      row = next();
    }
  }

  RowLayout layout() {
    return layout;
  }

  /** All rows that were read. */
  public long rows() {
    return rows;
  }

  /** The rows so far that were left out, because their identity was there. */
  public long repeats() {
    return repeats;
  }

  /** What was read of each file. */
  public Map<String, Content> files() {
    return files;
  }

  @Override
  public void close() throws IOException {
    sorter.close();
  }
}

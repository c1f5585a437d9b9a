package io.plantbeam.lake.upkeep;

import io.plantbeam.config.Words;
import io.plantbeam.lake.rows.PartitionFiles;
import io.plantbeam.lake.rows.PartitionRows;
import io.plantbeam.lake.runs.LakeRun;
import io.plantbeam.lake.runs.RunRecord;
import io.plantbeam.lake.runs.RunRecords;
import io.plantbeam.lake.store.LakeDirectory;
import io.plantbeam.lake.store.LakeDirectory.StoredFile;
import io.plantbeam.lake.store.Partition;
import io.plantbeam.parquet.ChannelInput;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.parquet.hadoop.ParquetFileReader;

/**
 * Rewrites the files of days that are over to few large ones, sorted by sensor and time, without
 * the rows whose identity is there already.
 *
 * <p>A partition is rewritten where it has several files, and one of them was not made by this.
 * Files of a run that has not come to its end are left alone, because the run may write them again.
 */
public final class CompactLake {
  private static final long FILE_BYTES = 256L << 20;

  private final LakeDirectory lake;
  private final Swaps swaps;
  private final Duration olderThan;
  private final long fileBytes;
  private final Consumer<String> progress;

  /**
   * What is to be done.
   *
   * @param tables that are made of the files of the lake
   * @param olderThan how long a day has to be over
   * @param progress takes a sentence for each partition
   */
  public CompactLake(
      LakeDirectory lake, List<LakeTable> tables, Duration olderThan, Consumer<String> progress) {
    this(lake, tables, olderThan, FILE_BYTES, progress);
  }

  CompactLake(
      LakeDirectory lake,
      List<LakeTable> tables,
      Duration olderThan,
      long fileBytes,
      Consumer<String> progress) {
    this.lake = lake;
    this.swaps = new Swaps(lake, tables);
    this.olderThan = olderThan;
    this.fileBytes = fileBytes;
    this.progress = progress;
  }

  /**
   * What was done, or would be.
   *
   * @param partitions that were rewritten
   * @param files that they had before
   * @param newFiles that they have now; 0 where nothing was written
   * @param rows that they had before
   * @param repeats rows that were left out; 0 where nothing was read
   * @param unfinished files that were left alone, because their run has not come to its end
   */
  public record Result(
      int partitions,
      long files,
      long newFiles,
      long rows,
      long repeats,
      long bytes,
      long newBytes,
      long unfinished) {}

  /** A partition that is to be rewritten. */
  private record Due(Partition partition, List<StoredFile> files) {}

  /**
   * Rewrites all partitions whose day is over.
   *
   * @param now by the clock of whoever asks
   * @param dryRun whether nothing is written or deleted, but for what a crash has left
   */
  public Result run(Instant now, boolean dryRun) throws IOException {
    if (!dryRun) {
      swaps.recover();
    }
    Set<String> unfinishedRuns =
        new RunRecords(lake)
            .all().stream()
                .filter(record -> !record.complete())
                .map(RunRecord::run)
                .collect(Collectors.toSet());
    List<Due> due = due(LakeContents.of(lake, swaps.pending()), now);
    Tally tally = new Tally();
    for (int i = 0; i < due.size(); i++) {
      List<StoredFile> files = new ArrayList<>();
      long rows = 0;
      for (StoredFile file : due.get(i).files()) {
        try (ReadableByteChannel channel = lake.open(file.path());
            ParquetFileReader footer = ChannelInput.open(channel)) {
          String run = footer.getFileMetaData().getKeyValueMetaData().get(LakeRun.NOTE);
          if (run != null && unfinishedRuns.contains(run)) {
            tally.unfinished++;
          } else {
            files.add(file);
            rows += footer.getRecordCount();
          }
        } catch (IOException | RuntimeException e) {
          throw new IOException("%s%s: %s".formatted(lake, file.path(), e.getMessage()), e);
        }
      }
      if (files.size() < 2) {
        continue;
      }
      String place = "[%,d/%,d] %s".formatted(i + 1, due.size(), due.get(i).partition().folder());
      tally.partitions++;
      tally.files += files.size();
      tally.rows += rows;
      tally.bytes += LakeContents.bytes(files);
      if (dryRun) {
        progress.accept(
            "%s: %,d files with %,d rows would become one, or several of %,d MB"
                .formatted(place, files.size(), rows, fileBytes >> 20));
      } else {
        rewrite(place, due.get(i).partition(), files, rows, tally);
      }
    }
    return tally.result();
  }

  private List<Due> due(LakeContents contents, Instant now) {
    List<Due> due = new ArrayList<>();
    for (Map.Entry<Partition, List<StoredFile>> partition : contents.partitions().entrySet()) {
      boolean isOver = !partition.getKey().end().plus(olderThan).isAfter(now);
      boolean isNew = partition.getValue().stream().anyMatch(file -> !isCompacted(file.path()));
      if (isOver && isNew && partition.getValue().size() > 1) {
        due.add(new Due(partition.getKey(), partition.getValue()));
      }
    }
    return due;
  }

  private static boolean isCompacted(String path) {
    return path.substring(path.lastIndexOf('/') + 1).startsWith(PartitionFiles.PREFIX + "-");
  }

  private void rewrite(
      String place, Partition partition, List<StoredFile> files, long expected, Tally tally)
      throws IOException {
    List<String> paths = files.stream().map(StoredFile::path).toList();
    try (PartitionRows rows = PartitionRows.read(lake, paths, partition.facilityId());
        PartitionFiles written =
            PartitionFiles.write(
                lake, partition.folder(), partition.facilityId(), rows, fileBytes)) {
      long newRows = written.written().stream().mapToLong(file -> file.rows()).sum();
      if (rows.rows() != expected || newRows + rows.repeats() != expected) {
        throw new IOException(
            "%s: %,d rows are in the footers, %,d were read, and %,d written with %,d repeats left"
                    .formatted(partition.folder(), expected, rows.rows(), newRows, rows.repeats())
                + " out; nothing was changed");
      }
      swaps.replace(paths, written);
      Set<String> names =
          written.written().stream().map(file -> file.path()).collect(Collectors.toSet());
      long newBytes =
          LakeContents.bytes(
              lake.list(partition.folder()).stream()
                  .filter(file -> names.contains(file.path()))
                  .toList());
      tally.newFiles += written.written().size();
      tally.newBytes += newBytes;
      tally.repeats += rows.repeats();
      progress.accept(
          "%s: %s with %,d rows in %,.1f MB, now %s in %,.1f MB%s"
              .formatted(
                  place,
                  Words.counted(files.size(), "file"),
                  expected,
                  LakeContents.bytes(files) / 1e6,
                  Words.counted(written.written().size(), "file"),
                  newBytes / 1e6,
                  rows.repeats() == 0
                      ? ""
                      : "; %s left out".formatted(Words.counted(rows.repeats(), "repeat"))));
    }
  }

  private static final class Tally {
    private int partitions;
    private long files;
    private long newFiles;
    private long rows;
    private long repeats;
    private long bytes;
    private long newBytes;
    private long unfinished;

    private Result result() {
      return new Result(partitions, files, newFiles, rows, repeats, bytes, newBytes, unfinished);
    }
  }
}

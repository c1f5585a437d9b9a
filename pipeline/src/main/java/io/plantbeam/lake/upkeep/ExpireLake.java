package io.plantbeam.lake.upkeep;

import io.plantbeam.config.Words;
import io.plantbeam.lake.store.LakeDirectory;
import io.plantbeam.lake.store.LakeDirectory.StoredFile;
import io.plantbeam.lake.store.Partition;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Deletes the partitions of days that have been over for long, oldest first. */
public final class ExpireLake {
  private final LakeDirectory lake;
  private final List<LakeTable> tables;
  private final Swaps swaps;
  private final Duration retention;
  private final Consumer<String> progress;

  /**
   * What is to be done.
   *
   * @param tables that are made of the files of the lake
   * @param retention how long a day has to be over
   * @param progress takes a sentence for each date
   */
  public ExpireLake(
      LakeDirectory lake, List<LakeTable> tables, Duration retention, Consumer<String> progress) {
    this.lake = lake;
    this.tables = List.copyOf(tables);
    this.swaps = new Swaps(lake, tables);
    this.retention = retention;
    this.progress = progress;
  }

  /** What was deleted, or would be. */
  public record Result(int days, long partitions, long files, long bytes) {}

  /**
   * Deletes them.
   *
   * @param now by the clock of whoever asks
   * @param dryRun whether nothing is deleted
   */
  public Result run(Instant now, boolean dryRun) throws IOException {
    if (!dryRun) {
      swaps.recover();
    }
    TreeMap<LocalDate, List<StoredFile>> expired = new TreeMap<>();
    long partitions = 0;
    for (Map.Entry<Partition, List<StoredFile>> partition :
        LakeContents.of(lake, swaps.pending()).partitions().entrySet()) {
      if (!partition.getKey().end().plus(retention).isAfter(now)) {
        partitions++;
        expired
            .computeIfAbsent(partition.getKey().date(), first -> new ArrayList<>())
            .addAll(partition.getValue());
      }
    }
    if (!dryRun && !expired.isEmpty()) {
      LocalDate first = expired.lastKey().plusDays(1);
      tables.forEach(table -> table.dropBefore(first));
    }
    long files = 0;
    long bytes = 0;
    for (Map.Entry<LocalDate, List<StoredFile>> day : expired.entrySet()) {
      long ofDay = LakeContents.bytes(day.getValue());
      files += day.getValue().size();
      bytes += ofDay;
      if (!dryRun) {
        swaps.remove(day.getValue().stream().map(StoredFile::path).toList());
      }
      progress.accept(
          "%s: %s with %,.1f MB, %s"
              .formatted(
                  day.getKey(),
                  Words.counted(day.getValue().size(), "file"),
                  ofDay / 1e6,
                  dryRun ? "to be deleted" : "deleted"));
    }
    return new Result(expired.size(), partitions, files, bytes);
  }
}

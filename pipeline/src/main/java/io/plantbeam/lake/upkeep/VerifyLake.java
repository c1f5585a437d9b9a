package io.plantbeam.lake.upkeep;

import io.plantbeam.config.Words;
import io.plantbeam.lake.rows.PartitionRows;
import io.plantbeam.lake.runs.RunRecord;
import io.plantbeam.lake.runs.RunRecords;
import io.plantbeam.lake.runs.WrittenFile;
import io.plantbeam.lake.store.LakeDirectory;
import io.plantbeam.lake.store.LakeDirectory.StoredFile;
import io.plantbeam.lake.store.Partition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads a lake and compares it with itself and with the accounting: that each file is whole and has
 * the rows that its name tells of, how many identities there are, that all that a run has noted is
 * there, and that there are as many readings as jobs have counted.
 */
public final class VerifyLake {
  private final LakeDirectory lake;
  private final Swaps swaps;
  private final Consumer<String> progress;

  /**
   * Of a lake.
   *
   * @param progress takes a sentence for each partition
   */
  public VerifyLake(LakeDirectory lake, Consumer<String> progress) {
    this.lake = lake;
    this.swaps = new Swaps(lake, List.of());
    this.progress = progress;
  }

  /**
   * What was found.
   *
   * @param identities of readings, each with its value
   * @param repeats rows whose identity is there already
   * @param problems a sentence for each thing that is not as it should be
   */
  public record Result(
      int partitions,
      long files,
      long bytes,
      long rows,
      long identities,
      long repeats,
      int runs,
      List<String> problems) {}

  /**
   * Reads all files, and changes nothing.
   *
   * @param archived how many readings the summaries of all jobs on this lake have counted together;
   *     empty where it is not known
   */
  public Result run(OptionalLong archived) throws IOException {
    List<String> problems = new ArrayList<>();
    if (swaps.isHalfDone()) {
      problems.add("a compaction was interrupted; the next one puts it right");
    }
    Set<String> pending = swaps.pending();
    if (!pending.isEmpty()) {
      progress.accept(
          "%s to be deleted by a later compact or expire, when no snapshot needs it any more"
              .formatted(Words.counted(pending.size(), "file")));
    }
    LakeContents contents = LakeContents.of(lake, pending);
    for (StoredFile stray : contents.strays()) {
      problems.add(
          "%s: is in no partition facility_id=…/sensor_type=…/date=…".formatted(stray.path()));
    }
    Map<String, Long> rowsOf = new HashMap<>();
    long files = 0;
    long bytes = 0;
    long repeats = 0;
    int done = 0;
    for (Map.Entry<Partition, List<StoredFile>> partition : contents.partitions().entrySet()) {
      files += partition.getValue().size();
      bytes += LakeContents.bytes(partition.getValue());
      long ofPartition = check(partition.getKey(), partition.getValue(), rowsOf, problems);
      repeats += ofPartition;
      done++;
      progress.accept(
          "[%,d/%,d] %s: %s%s"
              .formatted(
                  done,
                  contents.partitions().size(),
                  partition.getKey().folder(),
                  Words.counted(partition.getValue().size(), "file"),
                  ofPartition == 0 ? "" : ", " + Words.counted(ofPartition, "repeat")));
    }
    long rows = rowsOf.values().stream().mapToLong(Long::longValue).sum();
    int runs = checkRuns(rowsOf, problems);
    if (archived.isPresent() && archived.getAsLong() != rows) {
      problems.add(
          "%,d readings are in the lake, and %,d were archived by the summaries that are given"
              .formatted(rows, archived.getAsLong()));
    }
    return new Result(
        contents.partitions().size(),
        files,
        bytes,
        rows,
        rows - repeats,
        repeats,
        runs,
        List.copyOf(problems));
  }

  /** Returns the repeats among the rows of a partition, and adds the rows of its files. */
  private long check(
      Partition partition, List<StoredFile> files, Map<String, Long> rowsOf, List<String> problems)
      throws IOException {
    List<String> paths = files.stream().map(StoredFile::path).toList();
    try (PartitionRows rows =
        PartitionRows.readIdentities(lake, paths, partition.facilityId(), problems::add)) {
      rows.drain();
      rows.files()
          .forEach(
              (path, content) -> {
                rowsOf.put(path, content.rows());
                if (!partition.cut() && !path.endsWith("-" + content.hash() + ".parquet")) {
                  problems.add(
                      "%s: has other readings than those that its name tells of".formatted(path));
                }
              });
      return rows.repeats();
    }
  }

  private int checkRuns(Map<String, Long> rowsOf, List<String> problems) throws IOException {
    RunRecords records = new RunRecords(lake);
    int runs = 0;
    for (RunRecord record : records.all()) {
      runs++;
      String name = "run %s of %s".formatted(record.run(), first(record));
      if (!record.complete()) {
        problems.add("%s: has not come to its end; run it again".formatted(name));
        continue;
      }
      long missing = 0;
      for (WrittenFile file : records.filesOf(record)) {
        Long rows = rowsOf.get(file.path());
        if (rows == null) {
          missing++;
        } else if (rows != file.rows()) {
          problems.add(
              "%s: has %,d readings, and %,d by its run".formatted(file.path(), rows, file.rows()));
        }
      }
      if (missing > 0) {
        problems.add(
            "%s: %,d of its %,d files are not there, or cannot be read"
                .formatted(name, missing, record.files()));
      }
    }
    return runs;
  }

  private static String first(RunRecord record) {
    return record.inputs().isEmpty() ? "no file" : record.inputs().get(0).name();
  }
}

package io.plantbeam.launch.lake;

import io.plantbeam.config.Words;
import io.plantbeam.lake.store.LakeDirectory;
import io.plantbeam.lake.upkeep.CompactLake;
import io.plantbeam.lake.upkeep.LakeTable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code plantbeam lake compact}: few large files in place of many small ones. */
@Command(
    name = "compact",
    sortOptions = false,
    description =
        "Rewrite the files of days that are over to few, sorted by sensor and time, without"
            + " repeated rows.")
public class CompactCommand extends UpkeepCommand {
  @Option(
      names = "--older-than",
      paramLabel = "DURATION",
      defaultValue = "1d",
      description = "How long a day has to be over, in UTC (default: ${DEFAULT-VALUE}).")
  private String olderThan;

  @Override
  final Duration age() {
    return Upkeep.duration("older-than", olderThan);
  }

  @Override
  final String work(
      LakeDirectory lake,
      List<LakeTable> tables,
      Duration age,
      boolean dryRun,
      Consumer<String> progress)
      throws IOException {
    return sentence(
        new CompactLake(lake, tables, age, progress).run(Instant.now(), dryRun), dryRun);
  }

  private static String sentence(CompactLake.Result result, boolean dryRun) {
    String unfinished =
        result.unfinished() == 0
            ? ""
            : " %s left alone, of a run that has not come to its end."
                .formatted(Words.counted(result.unfinished(), "file"));
    if (result.partitions() == 0) {
      return "There is nothing to compact." + unfinished;
    }
    String before =
        "%s of %s with %s in %,.1f MB"
            .formatted(
                Words.counted(result.files(), "file"),
                Words.counted(result.partitions(), "partition"),
                Words.counted(result.rows(), "row"),
                result.bytes() / 1e6);
    if (dryRun) {
      return "To be rewritten: %s.%s".formatted(before, unfinished);
    }
    return "Rewritten: %s, now %s with %s in %,.1f MB; %s left out.%s"
        .formatted(
            before,
            Words.counted(result.newFiles(), "file"),
            Words.counted(result.rows() - result.repeats(), "row"),
            result.newBytes() / 1e6,
            Words.counted(result.repeats(), "repeat"),
            unfinished);
  }
}

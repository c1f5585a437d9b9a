package io.plantbeam.launch.lake;

import io.plantbeam.config.Words;
import io.plantbeam.lake.store.LakeDirectory;
import io.plantbeam.lake.upkeep.ExpireLake;
import io.plantbeam.lake.upkeep.LakeTable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code plantbeam lake expire}: deletes what is kept no longer. */
@Command(
    name = "expire",
    sortOptions = false,
    description = "Delete the readings of days that have been over for long.")
public class ExpireCommand extends UpkeepCommand {
  @Option(
      names = "--retention",
      paramLabel = "DURATION",
      required = true,
      description = "How long a day is kept after its end, in UTC, such as 90d.")
  private String retention;

  @Override
  final Duration age() {
    return Upkeep.duration("retention", retention);
  }

  @Override
  final String work(
      LakeDirectory lake,
      List<LakeTable> tables,
      Duration age,
      boolean dryRun,
      Consumer<String> progress)
      throws IOException {
    return sentence(new ExpireLake(lake, tables, age, progress).run(Instant.now(), dryRun), dryRun);
  }

  private static String sentence(ExpireLake.Result result, boolean dryRun) {
    return result.days() == 0
        ? "There is nothing to delete."
        : "%s: %s of %s in %s with %,.1f MB."
            .formatted(
                dryRun ? "To be deleted" : "Deleted",
                Words.counted(result.days(), "day"),
                Words.counted(result.partitions(), "partition"),
                Words.counted(result.files(), "file"),
                result.bytes() / 1e6);
  }
}

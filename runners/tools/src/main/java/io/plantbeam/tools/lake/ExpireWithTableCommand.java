package io.plantbeam.tools.lake;

import io.plantbeam.config.Durations;
import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.lake.upkeep.LakeTable;
import io.plantbeam.launch.lake.ExpireCommand;
import io.plantbeam.launch.lake.LakePlace;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plantbeam lake expire} of a checkout, which takes the readings out of a table first. */
@Command(name = "expire", sortOptions = false)
final class ExpireWithTableCommand extends ExpireCommand {
  @Mixin private final TableOptions table = new TableOptions();

  @Option(
      names = "--keep-snapshots",
      paramLabel = "DURATION",
      defaultValue = "7d",
      description =
          "How long earlier snapshots of the table are kept, with the files that only they need"
              + " (default: ${DEFAULT-VALUE}).")
  private String keepSnapshots;

  @Override
  protected List<LakeTable> tables(LakePlace lake) {
    Duration keep;
    try {
      keep = Durations.parse(keepSnapshots);
    } catch (IllegalArgumentException e) {
      throw new InvalidOptionsException(List.of("--keep-snapshots: " + e.getMessage()));
    }
    return RegisteredTable.of(table, lake, keep);
  }
}

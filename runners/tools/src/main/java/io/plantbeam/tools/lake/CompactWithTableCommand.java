package io.plantbeam.tools.lake;

import io.plantbeam.lake.upkeep.LakeTable;
import io.plantbeam.launch.lake.CompactCommand;
import io.plantbeam.launch.lake.LakePlace;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code plantbeam lake compact} of a checkout, which tells a table what takes the place of what.
 */
@Command(name = "compact", sortOptions = false)
final class CompactWithTableCommand extends CompactCommand {
  @Mixin private final TableOptions table = new TableOptions();

  @Override
  protected List<LakeTable> tables(LakePlace lake) {
    // Compaction drops nothing, so no snapshot is forgotten.
    return RegisteredTable.of(table, lake, Duration.ZERO);
  }
}

package io.plantbeam.tools.lake;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.lake.upkeep.LakeTable;
import io.plantbeam.launch.lake.LakePlace;
import io.plantbeam.tables.TableException;
import io.plantbeam.tables.TableUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A table, for what keeps the files of its lake in order.
 *
 * @param keep how long an earlier snapshot is kept, with the files that only it needs
 */
record RegisteredTable(io.plantbeam.tables.LakeTable table, Duration keep) implements LakeTable {

  /** The table that options name; none if they name none. */
  static List<LakeTable> of(TableOptions options, LakePlace lake, Duration keep) {
    if (!options.isGiven()) {
      return List.of();
    }
    return List.of(new RegisteredTable(explained(() -> options.open(lake, List.of())), keep));
  }

  /** In the words of the commands: options that are wrong, or what cannot be read or written. */
  private static <T> T explained(Supplier<T> action) {
    try {
      return action.get();
    } catch (TableUnavailableException e) {
      throw new UncheckedIOException(new IOException(e.getMessage(), e));
    } catch (TableException e) {
      throw new InvalidOptionsException(List.of(e.getMessage()));
    }
  }

  @Override
  public void swap(List<String> replaced, List<String> replacements) {
    explained(
        () -> {
          table.swap(replaced, replacements);
          return null;
        });
  }

  @Override
  public void dropBefore(LocalDate day) {
    explained(
        () -> {
          table.dropBefore(day, false);
          return table.forget(Instant.now().minus(keep), false);
        });
  }

  @Override
  public Set<String> neededFiles() {
    return explained(table::neededFiles);
  }
}

package io.plantbeam.tables.delta;

import io.delta.kernel.exceptions.KernelEngineException;
import io.plantbeam.tables.LakeTable;
import io.plantbeam.tables.Registration;
import io.plantbeam.tables.TableColumn;
import io.plantbeam.tables.TableException;
import io.plantbeam.tables.TableUnavailableException;
import io.plantbeam.tables.lake.Footer;
import io.plantbeam.tables.lake.Footers;
import io.plantbeam.tables.lake.Lake;
import io.plantbeam.tables.lake.LakeFile;
import io.plantbeam.tables.lake.LakeFolders;
import io.plantbeam.tables.lake.SwapNotes;
import io.plantbeam.tables.lake.TableShape;
import io.plantbeam.tables.store.Store;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/** A Delta table over the files of a lake. */
final class DeltaLakeTable implements LakeTable {
  /** So many files that their figures fit in memory, and that a crash costs little. */
  private static final int FILES_PER_COMMIT = 5_000;

  /** Each try begins with what the others have done, so some of them always come through. */
  private static final int TRIES = 100;

  private final DeltaLog log;
  private final Store store;
  private final Lake lake;
  private final List<TableColumn> known;
  private final SwapNotes swapNotes;

  DeltaLakeTable(DeltaLog log, Store store, Lake lake, List<TableColumn> known) {
    this.log = log;
    this.store = store;
    this.lake = lake;
    this.known = known;
    this.swapNotes = new SwapNotes(store, lake);
  }

  @Override
  public String name() {
    return lake.location();
  }

  /** The files of a commit to come. */
  private record Change(
      String operation, Set<String> leaving, List<LakeFile> coming, boolean changesRows) {}

  @Override
  public Registration register(LongConsumer progress) {
    return translated(
        () -> {
          long added = 0;
          long rows = 0;
          long dropped = 0;
          for (int tries = 1; ; tries++) {
            SortedMap<String, LakeFile> present = lake.files();
            DeltaState state = log.read();
            Set<String> swapped = swapNotes.passedOver(state.live().keySet());
            List<LakeFile> missing =
                present.values().stream()
                    .filter(file -> !state.live().containsKey(file.path()))
                    .filter(file -> !state.removed().containsKey(file.path()))
                    .filter(file -> !swapped.contains(file.path()))
                    .limit(FILES_PER_COMMIT)
                    .toList();
            Set<String> gone = lake.gone(state.live().keySet(), present.keySet(), missing);
            if (missing.isEmpty() && gone.isEmpty() && state.metadata() != null) {
              return new Registration(
                  added, rows, dropped, state.live().size(), String.valueOf(state.version()));
            }
            Come come = commit(state, new Change("WRITE", gone, missing, true));
            if (come != null) {
              tries = 0;
              added += come.files();
              rows += come.rows();
              dropped += gone.size();
              progress.accept(added);
            } else if (tries == TRIES) {
              throw overtaken();
            }
          }
        });
  }

  private TableException overtaken() {
    return new TableUnavailableException(
        "Table %s is changed by others all the time; try again".formatted(name()), null);
  }

  /**
   * Makes the version after a state.
   *
   * @return what has come in; null if somebody else has made a version meanwhile
   */
  private Come commit(DeltaState state, Change change) {
    long now = System.currentTimeMillis();
    DeltaActions actions = new DeltaActions(change.operation(), now);
    DeltaMetadata metadata = state.metadata();
    if (metadata == null) {
      actions.protocol();
      metadata =
          new DeltaMetadata(
              UUID.randomUUID().toString(),
              null,
              DeltaMetadata.schema(TableShape.ofNewTable(known)),
              LakeFolders.COLUMNS,
              Map.of(),
              now);
    }
    TableShape shape = new TableShape(name(), metadata.columns(name()), known);
    Map<LakeFile, Footer> footers =
        change.coming().isEmpty() ? Map.of() : Footers.read(store, change.coming());
    footers.forEach(shape::add);
    if (state.metadata() == null || !shape.added().isEmpty()) {
      actions.metadata(metadata.with(shape.columns()));
    }
    for (String path : change.leaving()) {
      actions.remove(path, state.live().get(path), now, change.changesRows());
    }
    long rows = 0;
    for (Map.Entry<LakeFile, Footer> file : footers.entrySet()) {
      actions.add(file.getKey(), file.getValue(), change.changesRows());
      rows += file.getValue().rows();
    }
    return log.commit(state.version() + 1, actions) ? new Come(footers.size(), rows) : null;
  }

  /** What has come into the table by a commit. */
  private record Come(long files, long rows) {}

  @Override
  public void swap(List<String> replaced, List<String> replacements) {
    untilCommitted(
        state -> {
          if (state.metadata() == null) {
            throw new TableException("There is no Delta table in %s".formatted(name()));
          }
          Set<String> leaving = new TreeSet<>(replaced);
          leaving.retainAll(state.live().keySet());
          List<LakeFile> coming =
              replacements.stream()
                  .filter(path -> !state.live().containsKey(path))
                  .map(lake::file)
                  .toList();
          return new Change("OPTIMIZE", leaving, coming, leaving.isEmpty() || coming.isEmpty());
        });
  }

  @Override
  public List<String> dropBefore(LocalDate day, boolean dryRun) {
    if (dryRun) {
      return translated(() -> List.copyOf(before(log.read(), day)));
    }
    return List.copyOf(
        untilCommitted(state -> new Change("DELETE", before(state, day), List.of(), true))
            .leaving());
  }

  private static Set<String> before(DeltaState state, LocalDate day) {
    Set<String> leaving = new TreeSet<>();
    for (String path : state.live().keySet()) {
      if (LakeFolders.require(path).date().isBefore(day)) {
        leaving.add(path);
      }
    }
    return leaving;
  }

  /** What is to be done in a state of the table. */
  private interface Plan {
    Change of(DeltaState state);
  }

  private Change untilCommitted(Plan plan) {
    return translated(
        () -> {
          for (int tries = 1; tries <= TRIES; tries++) {
            DeltaState state = log.read();
            Change change = plan.of(state);
            if (change.leaving().isEmpty() && change.coming().isEmpty()) {
              return change;
            }
            if (commit(state, change) != null) {
              return change;
            }
          }
          throw overtaken();
        });
  }

  @Override
  public List<String> forget(Instant olderThan, boolean dryRun) {
    return translated(
        () -> {
          DeltaState state = log.read();
          Set<String> unneeded = new TreeSet<>();
          state
              .removed()
              .forEach(
                  (path, millis) -> {
                    if (millis < olderThan.toEpochMilli() && !state.live().containsKey(path)) {
                      unneeded.add(path);
                    }
                  });
          // The log keeps what has left for long; what is deleted already is not told again.
          unneeded.retainAll(lake.files().keySet());
          if (!dryRun) {
            unneeded.forEach(path -> store.delete(lake.locationOf(path)));
          }
          return List.copyOf(unneeded);
        });
  }

  @Override
  public Set<String> files() {
    return translated(() -> Set.copyOf(log.read().live().keySet()));
  }

  @Override
  public Set<String> neededFiles() {
    return translated(
        () -> {
          DeltaState state = log.read();
          Set<String> needed = new HashSet<>(state.live().keySet());
          needed.addAll(state.removed().keySet());
          return needed;
        });
  }

  @Override
  public String snapshot() {
    return translated(
        () -> {
          DeltaState state = log.read();
          return state.metadata() == null ? null : String.valueOf(state.version());
        });
  }

  private <T> T translated(Supplier<T> action) {
    try {
      return action.get();
    } catch (UncheckedIOException | KernelEngineException | SdkException e) {
      Throwable innermost = e;
      while (innermost.getCause() != null) {
        innermost = innermost.getCause();
      }
      throw new TableUnavailableException(
          "Table %s cannot be reached: %s".formatted(name(), innermost.getMessage()), e);
    }
  }

  @Override
  public void close() {
    store.close();
  }
}

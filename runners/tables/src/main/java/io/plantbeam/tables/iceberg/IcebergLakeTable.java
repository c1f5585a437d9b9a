package io.plantbeam.tables.iceberg;

import io.plantbeam.tables.LakeTable;
import io.plantbeam.tables.Registration;
import io.plantbeam.tables.TableColumn;
import io.plantbeam.tables.TableException;
import io.plantbeam.tables.lake.Footer;
import io.plantbeam.tables.lake.Footers;
import io.plantbeam.tables.lake.Lake;
import io.plantbeam.tables.lake.LakeFile;
import io.plantbeam.tables.lake.LakeFolders;
import io.plantbeam.tables.lake.Retired;
import io.plantbeam.tables.lake.SwapNotes;
import io.plantbeam.tables.lake.TableShape;
import io.plantbeam.tables.store.Store;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFiles;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.mapping.MappingUtil;
import org.apache.iceberg.mapping.NameMappingParser;

/** An Iceberg table over the files of a lake. */
final class IcebergLakeTable implements LakeTable {
  /** So many files that their figures fit in memory, and that a crash costs little. */
  private static final int FILES_PER_COMMIT = 5_000;

  /** Each try begins with what the others have done, so some of them always come through. */
  private static final int TRIES = 20;

  private static final String LAKE = "plantbeam.lake";

  private final Catalog catalog;
  private final TableIdentifier identifier;
  private final Store store;
  private final Lake lake;
  private final List<TableColumn> known;
  private final SnapshotFiles snapshotFiles;
  private final Retired retired;
  private final SwapNotes swapNotes;

  IcebergLakeTable(
      Catalog catalog,
      TableIdentifier identifier,
      Store store,
      Lake lake,
      List<TableColumn> known) {
    this.catalog = catalog;
    this.identifier = identifier;
    this.store = store;
    this.lake = lake;
    this.known = known;
    this.snapshotFiles = new SnapshotFiles(lake);
    this.retired = new Retired(store, lake);
    this.swapNotes = new SwapNotes(store, lake);
  }

  @Override
  public String name() {
    return identifier.toString();
  }

  private Table find() {
    try {
      Table table = catalog.loadTable(identifier);
      String other = table.properties().get(LAKE);
      if (other != null && !other.equals(lake.location())) {
        throw new TableException(
            "Table %s is of another lake, %s; give another --table".formatted(name(), other));
      }
      return table;
    } catch (NoSuchTableException e) {
      return null;
    }
  }

  private Table create() {
    Schema schema = IcebergColumns.schema(TableShape.ofNewTable(known));
    PartitionSpec spec = IcebergColumns.spec(schema);
    if (catalog instanceof SupportsNamespaces namespaces) {
      createNamespace(namespaces, identifier.namespace());
    }
    try {
      return catalog.createTable(
          identifier,
          schema,
          spec,
          Map.of(
              TableProperties.FORMAT_VERSION,
              "2",
              TableProperties.DEFAULT_NAME_MAPPING,
              NameMappingParser.toJson(MappingUtil.create(schema)),
              TableProperties.PARQUET_COMPRESSION,
              "zstd",
              TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED,
              "true",
              LAKE,
              lake.location()));
    } catch (AlreadyExistsException e) {
      // Somebody else was faster.
      return catalog.loadTable(identifier);
    }
  }

  private static void createNamespace(SupportsNamespaces namespaces, Namespace namespace) {
    if (!namespaces.namespaceExists(namespace)) {
      try {
        namespaces.createNamespace(namespace);
      } catch (RuntimeException e) {
        // Somebody else may have been faster, which a catalog in a database has no word for.
        if (!namespaces.namespaceExists(namespace)) {
          throw e;
        }
      }
    }
  }

  @Override
  public Registration register(LongConsumer progress) {
    Counts counts = new Counts();
    return untilNotOvertaken(
        () -> {
          SortedMap<String, LakeFile> present = lake.files();
          Table table = find();
          if (table == null) {
            table = create();
          }
          // What cannot be told from a lake's is refused before anything is committed.
          IcebergColumns.columns(name(), table);
          Snapshot start = table.currentSnapshot();
          Set<String> live = snapshotFiles.of(table, start);
          Set<String> passedOver = snapshotFiles.ofAll(table);
          passedOver.addAll(retired.names());
          passedOver.addAll(swapNotes.passedOver(live));
          List<LakeFile> missing =
              present.values().stream().filter(file -> !passedOver.contains(file.path())).toList();
          Set<String> gone = lake.gone(live, present.keySet(), missing);
          // What has gone leaves in the commit in which the first of the others come.
          for (int from = 0; from < missing.size() || !gone.isEmpty(); from += FILES_PER_COMMIT) {
            List<LakeFile> some =
                missing.subList(from, Math.min(from + FILES_PER_COMMIT, missing.size()));
            commit(table, some, gone, counts);
            gone = Set.of();
            progress.accept(counts.added);
          }
          Snapshot end = table.currentSnapshot();
          return new Registration(
              counts.added,
              counts.rows,
              counts.dropped,
              snapshotFiles.of(table, end).size(),
              end == null ? null : String.valueOf(end.snapshotId()));
        });
  }

  private static final class Counts {
    long added;
    long rows;
    long dropped;
  }

  private void commit(Table table, List<LakeFile> missing, Set<String> gone, Counts counts) {
    Snapshot start = table.currentSnapshot();
    // The present snapshot can have more than that which was looked at, by somebody else's commit.
    Set<String> live = snapshotFiles.of(table, start);
    List<LakeFile> files = missing.stream().filter(file -> !live.contains(file.path())).toList();
    if (files.isEmpty() && gone.isEmpty()) {
      return;
    }
    OverwriteFiles change = table.newOverwrite();
    List<DataFile> leaving = gone.isEmpty() ? List.of() : find(table, gone);
    leaving.forEach(change::deleteFile);
    List<DataFile> coming = dataFiles(table, files);
    if (leaving.isEmpty() && coming.isEmpty()) {
      return;
    }
    coming.forEach(change::addFile);
    // Of two that register at once, one would add the other's files again.
    change.conflictDetectionFilter(Expressions.alwaysTrue()).validateNoConflictingData();
    if (start != null) {
      change.validateFromSnapshot(start.snapshotId());
    }
    change.commit();
    counts.added += coming.size();
    counts.rows += coming.stream().mapToLong(DataFile::recordCount).sum();
    counts.dropped += leaving.size();
  }

  /** What the table is to know of files; columns that it has not are added to it. */
  private List<DataFile> dataFiles(Table table, List<LakeFile> files) {
    if (files.isEmpty()) {
      return List.of();
    }
    Map<LakeFile, Footer> footers = Footers.read(store, files);
    TableShape shape = new TableShape(name(), IcebergColumns.columns(name(), table), known);
    footers.forEach(shape::add);
    if (!shape.added().isEmpty()) {
      UpdateSchema update = table.updateSchema();
      for (TableColumn column : shape.added()) {
        update.addColumn(column.name(), IcebergColumns.type(column.type()), column.description());
      }
      update.commit();
    }
    DataFileMaker maker = new DataFileMaker(table);
    List<DataFile> made = new ArrayList<>();
    footers.forEach((file, footer) -> made.add(maker.make(file, footer)));
    return made;
  }

  /** The entries of files of the present snapshot. */
  private List<DataFile> find(Table table, Set<String> paths) {
    List<DataFile> found = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks =
        table.newScan().filter(partitions(paths)).includeColumnStats().planFiles()) {
      for (FileScanTask task : tasks) {
        String path = lake.pathOf(task.file().location());
        if (path != null && paths.contains(path)) {
          found.add(task.file().copy());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** Rows of the days that files are of. */
  private Expression partitions(Set<String> paths) {
    Set<Integer> days = new HashSet<>();
    for (String path : paths) {
      days.add(Math.toIntExact(LakeFolders.require(path).date().toEpochDay()));
    }
    return Expressions.in(LakeFolders.DATE, days.toArray());
  }

  @Override
  public void swap(List<String> replaced, List<String> replacements) {
    untilNotOvertaken(
        () -> {
          Table table = require();
          Set<String> live = snapshotFiles.of(table, table.currentSnapshot());
          Set<String> leaving = new TreeSet<>(replaced);
          leaving.retainAll(live);
          List<LakeFile> coming =
              replacements.stream().filter(path -> !live.contains(path)).map(lake::file).toList();
          if (leaving.isEmpty() && coming.isEmpty()) {
            return null;
          }
          List<DataFile> made = dataFiles(table, coming);
          if (leaving.isEmpty() || coming.isEmpty()) {
            commitUneven(table, leaving, made);
            return null;
          }
          RewriteFiles change = table.newRewrite();
          find(table, leaving).forEach(change::deleteFile);
          made.forEach(change::addFile);
          change.validateFromSnapshot(table.currentSnapshot().snapshotId());
          change.commit();
          return null;
        });
  }

  /** Where a part of a swap has been made by somebody who registered the files at that moment. */
  private void commitUneven(Table table, Set<String> leaving, List<DataFile> coming) {
    OverwriteFiles change = table.newOverwrite();
    if (!leaving.isEmpty()) {
      find(table, leaving).forEach(change::deleteFile);
    }
    coming.forEach(change::addFile);
    change.conflictDetectionFilter(Expressions.alwaysTrue()).validateNoConflictingData();
    if (table.currentSnapshot() != null) {
      change.validateFromSnapshot(table.currentSnapshot().snapshotId());
    }
    change.commit();
  }

  @Override
  public List<String> dropBefore(LocalDate day, boolean dryRun) {
    return untilNotOvertaken(
        () -> {
          Table table = find();
          if (table == null) {
            return List.of();
          }
          List<String> leaving =
              snapshotFiles.of(table, table.currentSnapshot()).stream()
                  .filter(path -> LakeFolders.require(path).date().isBefore(day))
                  .sorted()
                  .toList();
          if (!leaving.isEmpty() && !dryRun) {
            DeleteFiles change = table.newDelete();
            // By the partitions: whole files alone are of days before this.
            change.deleteFromRowFilter(Expressions.lessThan(LakeFolders.DATE, day.toString()));
            change.commit();
          }
          return leaving;
        });
  }

  @Override
  public List<String> forget(Instant olderThan, boolean dryRun) {
    return untilNotOvertaken(
        () -> {
          Table table = find();
          if (table == null) {
            return List.of();
          }
          Set<String> before = snapshotFiles.ofAll(table);
          Set<String> unneeded = new TreeSet<>(before);
          for (Snapshot kept : keptAfter(table, olderThan)) {
            unneeded.removeAll(snapshotFiles.of(table, kept));
          }
          if (dryRun) {
            return List.copyOf(unneeded);
          }
          // Noted before the table forgets them, so that they do not come in again as new ones.
          retired.add(unneeded);
          table
              .expireSnapshots()
              .expireOlderThan(olderThan.toEpochMilli())
              .retainLast(1)
              .deleteWith(
                  location -> {
                    // Files of the lake are deleted by their notes.
                    if (!before.contains(String.valueOf(lake.pathOf(location)))) {
                      store.io().deleteFile(location);
                    }
                  })
              .commit();
          return retired.delete(snapshotFiles.ofAll(table));
        });
  }

  private static List<Snapshot> keptAfter(Table table, Instant olderThan) {
    Set<Long> named = new HashSet<>();
    table.refs().values().forEach(ref -> named.add(ref.snapshotId()));
    List<Snapshot> kept = new ArrayList<>();
    for (Snapshot snapshot : table.snapshots()) {
      if (snapshot.timestampMillis() >= olderThan.toEpochMilli()
          || named.contains(snapshot.snapshotId())) {
        kept.add(snapshot);
      }
    }
    return kept;
  }

  @Override
  public Set<String> files() {
    return Failures.translated(
        name(),
        () -> {
          Table table = find();
          return table == null ? Set.of() : snapshotFiles.of(table, table.currentSnapshot());
        });
  }

  @Override
  public Set<String> neededFiles() {
    return Failures.translated(
        name(),
        () -> {
          Table table = find();
          return table == null ? Set.of() : snapshotFiles.ofAll(table);
        });
  }

  @Override
  public String snapshot() {
    return Failures.translated(
        name(),
        () -> {
          Table table = find();
          return table == null || table.currentSnapshot() == null
              ? null
              : String.valueOf(table.currentSnapshot().snapshotId());
        });
  }

  private Table require() {
    Table table = find();
    if (table == null) {
      throw new TableException("There is no table %s in the catalog".formatted(name()));
    }
    return table;
  }

  /** Does something again, from its beginning, where somebody else's commit came before its own. */
  private <T> T untilNotOvertaken(Supplier<T> action) {
    return Failures.translated(
        "Table " + name(),
        () -> {
          for (int tries = 1; ; tries++) {
            try {
              return action.get();
            } catch (RuntimeException e) {
              if (!Failures.isOvertaken(e) || tries == TRIES) {
                throw e;
              }
            }
          }
        });
  }

  @Override
  public void close() {
    try {
      if (catalog instanceof Closeable closeable) {
        closeable.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      store.close();
    }
  }
}

package io.plantbeam.tables.delta;

import io.delta.kernel.Table;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.CheckpointAlreadyExistsException;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.internal.SnapshotImpl;
import io.delta.kernel.internal.actions.Metadata;
import io.delta.kernel.internal.actions.Protocol;
import io.delta.kernel.internal.replay.CreateCheckpointIterator;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.internal.util.VectorUtils;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.plantbeam.tables.StoreSettings;
import io.plantbeam.tables.TableException;
import io.plantbeam.tables.lake.Lake;
import io.plantbeam.tables.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of a Delta table. It is read, and summed up in checkpoints, by Delta's own library. The
 * commits are written here, since that library removes no files, and on a disk or in S3 lets two
 * programs write one version.
 */
final class DeltaLog {
  private static final Logger LOG = LoggerFactory.getLogger(DeltaLog.class);

  /** As Delta's own writers do; readers read so many commits at most. */
  private static final int COMMITS_PER_CHECKPOINT = 10;

  private static final StructType REMOVALS =
      new StructType()
          .add(
              "remove",
              new StructType()
                  .add("path", StringType.STRING)
                  .add("deletionTimestamp", LongType.LONG));

  private final Store store;
  private final Lake lake;
  private final Engine engine;
  private final DeltaRemovals removals;

  DeltaLog(Store store, Lake lake, StoreSettings settings) {
    this.store = store;
    this.lake = lake;
    this.engine = DeltaEngine.of(settings);
    this.removals = new DeltaRemovals(store, lake);
  }

  /**
   * The table now.
   *
   * @throws TableException if it needs more than this can do
   */
  DeltaState read() {
    SnapshotImpl snapshot;
    try {
      snapshot = (SnapshotImpl) Table.forPath(engine, lake.location()).getLatestSnapshot(engine);
    } catch (TableNotFoundException e) {
      // Its first commit makes it.
      return DeltaState.NONE;
    }
    Protocol protocol = snapshot.getProtocol();
    if (protocol.getMinReaderVersion() > DeltaActions.READER_VERSION
        || protocol.getMinWriterVersion() > DeltaActions.WRITER_VERSION) {
      throw new TableException(
          "Table %s has version %d for readers and %d for writers of Delta's protocol, which somebody"
                  .formatted(
                      lake.location(),
                      protocol.getMinReaderVersion(),
                      protocol.getMinWriterVersion())
              + " else has given it; allowed are at most %d and %d"
                  .formatted(DeltaActions.READER_VERSION, DeltaActions.WRITER_VERSION));
    }
    Map<String, Long> live = new HashMap<>();
    Map<String, Long> removed = new HashMap<>(removals.read());
    addRemovedOfCheckpoint(snapshot, removed);
    // All files that have left since the last checkpoint, whenever that was.
    try (CloseableIterator<FilteredColumnarBatch> batches =
        new CreateCheckpointIterator(engine, snapshot.getLogSegment(), 0)) {
      while (batches.hasNext()) {
        try (CloseableIterator<Row> rows = batches.next().getRows()) {
          while (rows.hasNext()) {
            read(rows.next(), live, removed);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new DeltaState(
        snapshot.getVersion(engine), metadata(snapshot.getMetadata()), live, removed);
  }

  /** The library passes over them, as it may: readers do not need them. */
  private void addRemovedOfCheckpoint(SnapshotImpl snapshot, Map<String, Long> removed) {
    try (CloseableIterator<ColumnarBatch> batches =
        engine
            .getParquetHandler()
            .readParquetFiles(
                Utils.toCloseableIterator(snapshot.getLogSegment().checkpoints.iterator()),
                REMOVALS,
                Optional.empty())) {
      while (batches.hasNext()) {
        try (CloseableIterator<Row> rows = batches.next().getRows()) {
          while (rows.hasNext()) {
            read(rows.next(), Map.of(), removed);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(Row action, Map<String, Long> live, Map<String, Long> removed) {
    Row add = part(action, "add");
    if (add != null) {
      String path = path(add);
      if (path != null) {
        live.put(path, add.getLong(add.getSchema().indexOf("size")));
      }
    }
    Row remove = part(action, "remove");
    if (remove != null) {
      String path = path(remove);
      if (path != null) {
        int when = remove.getSchema().indexOf("deletionTimestamp");
        removed.put(path, remove.isNullAt(when) ? 0 : remove.getLong(when));
      }
    }
  }

  private static Row part(Row action, String name) {
    int ordinal = action.getSchema().indexOf(name);
    return ordinal < 0 || action.isNullAt(ordinal) ? null : action.getStruct(ordinal);
  }

  /** Below the lake; null if it is not in it. */
  private String path(Row file) {
    String path = DeltaActions.decode(file.getString(file.getSchema().indexOf("path")));
    return path.startsWith("/") || path.contains("://") ? lake.pathOf(path) : path;
  }

  private static DeltaMetadata metadata(Metadata metadata) {
    return new DeltaMetadata(
        metadata.getId(),
        metadata.getName().orElse(null),
        metadata.getSchemaString(),
        VectorUtils.<String>toJavaList(metadata.getPartitionColumns()),
        metadata.getConfiguration(),
        metadata.getCreatedTime().orElse(0L));
  }

  /**
   * Makes the next version.
   *
   * @return whether it was made; false if somebody else has made one meanwhile
   */
  boolean commit(long version, DeltaActions actions) {
    String location = "%s/_delta_log/%020d.json".formatted(lake.location(), version);
    if (!store.putIfAbsent(location, actions.bytes())) {
      return false;
    }
    if (version > 0 && version % COMMITS_PER_CHECKPOINT == 0) {
      checkpoint(version);
    }
    return true;
  }

  private void checkpoint(long version) {
    try {
      removals.write(version, read().removed());
      Table.forPath(engine, lake.location()).checkpoint(engine, version);
    } catch (CheckpointAlreadyExistsException e) {
      LOG.debug("Somebody else has summed up version {} of {}", version, lake.location());
    } catch (IOException | RuntimeException e) {
      // The commit is made, and readers need no checkpoint; the tenth commit from here tries again.
      LOG.warn("Version {} of {} has no checkpoint", version, lake.location(), e);
    }
  }
}

package io.plantbeam.tables.iceberg;

import io.plantbeam.tables.lake.Lake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/**
 * Which files snapshots have, by their paths below the lake. A manifest never changes, so each is
 * read once.
 */
final class SnapshotFiles {
  private static final List<String> PATH_ALONE = List.of("file_path");

  private final Lake lake;
  private final Map<String, List<String>> byManifest = new HashMap<>();

  SnapshotFiles(Lake lake) {
    this.lake = lake;
  }

  /** The files of one snapshot; none if it is null. */
  Set<String> of(Table table, Snapshot snapshot) {
    Set<String> files = new HashSet<>();
    if (snapshot != null) {
      for (ManifestFile manifest : snapshot.dataManifests(table.io())) {
        files.addAll(read(table, manifest));
      }
    }
    return files;
  }

  /** The files of all snapshots that the table still has. */
  Set<String> ofAll(Table table) {
    Set<String> manifests = new HashSet<>();
    Set<String> files = new HashSet<>();
    for (Snapshot snapshot : table.snapshots()) {
      for (ManifestFile manifest : snapshot.dataManifests(table.io())) {
        if (manifests.add(manifest.path())) {
          files.addAll(read(table, manifest));
        }
      }
    }
    byManifest.keySet().retainAll(manifests);
    return files;
  }

  private List<String> read(Table table, ManifestFile manifest) {
    if (manifest.content() != ManifestContent.DATA) {
      return List.of();
    }
    List<String> known = byManifest.get(manifest.path());
    if (known != null) {
      return known;
    }
    List<String> paths = new ArrayList<>();
    try (ManifestReader<DataFile> reader =
        ManifestFiles.read(manifest, table.io(), table.specs()).select(PATH_ALONE)) {
      for (DataFile file : reader) {
        String path = lake.pathOf(file.location());
        if (path != null) {
          paths.add(path);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byManifest.put(manifest.path(), paths);
    return paths;
  }
}

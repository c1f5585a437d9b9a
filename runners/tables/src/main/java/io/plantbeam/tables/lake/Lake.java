package io.plantbeam.tables.lake;

import io.plantbeam.tables.TableException;
import io.plantbeam.tables.lake.LakeFile.Partition;
import io.plantbeam.tables.store.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The finished files of a lake. Those whose path has a part that begins with {@code _} or {@code
 * .}, and those that are not Parquet, are passed over.
 */
public final class Lake {
  private static final int NAMED = 3;

  /** How the names of files that have taken the place of others begin. */
  private static final String COMPACTED = "/compacted-";

  private final Store store;
  private final String location;

  public Lake(Store store, String directory) {
    this.store = store;
    this.location = Store.location(directory);
  }

  /** Its directory, whole. */
  public String location() {
    return location;
  }

  /** The location of a file. */
  public String locationOf(String path) {
    return location + "/" + path;
  }

  /** The path below the lake; null if the file is not in it. */
  public String pathOf(String fileLocation) {
    String plain = fileLocation.startsWith("file:") ? Store.location(fileLocation) : fileLocation;
    return plain.startsWith(location + "/") ? plain.substring(location.length() + 1) : null;
  }

  /**
   * The files by path.
   *
   * @throws TableException if there are Parquet files that are not in the folders of a lake
   */
  public SortedMap<String, LakeFile> files() {
    SortedMap<String, LakeFile> files = new TreeMap<>();
    List<String> strangers = new ArrayList<>();
    store
        .list(location)
        .forEach(
            stored -> {
              String path = pathOf(stored.location());
              if (path == null || !path.endsWith(".parquet") || !LakeFolders.isVisible(path)) {
                return;
              }
              Optional<Partition> partition = LakeFolders.partition(path);
              if (partition.isEmpty()) {
                strangers.add(path);
              } else {
                files.put(
                    path,
                    new LakeFile(
                        path,
                        stored.location(),
                        stored.bytes(),
                        stored.modifiedMillis(),
                        partition.get()));
              }
            });
    if (!strangers.isEmpty()) {
      strangers.sort(null);
      throw new TableException(
          "--lake=%s: %s not in folders facility_id=…/sensor_type=…/date=YYYY-MM-DD; --lake is the directory that holds the folders facility_id=…, and nothing else that ends with .parquet can be in it"
              .formatted(
                  location,
                  strangers.size() == 1
                      ? strangers.get(0) + " is"
                      : "%s (%,d files) are"
                          .formatted(
                              String.join(
                                  ", ", strangers.subList(0, Math.min(NAMED, strangers.size()))),
                              strangers.size())));
    }
    return files;
  }

  /**
   * The files of a table that are no longer in the lake.
   *
   * @param live the table's
   * @param present those that were there when the lake was listed
   * @param missing those of them that are about to come into the table
   */
  public SortedSet<String> gone(
      Set<String> live, Set<String> present, Collection<LakeFile> missing) {
    // What a file has taken the place of may have gone since the lake was listed.
    Set<String> compacted = new HashSet<>();
    for (LakeFile file : missing) {
      if (file.path().startsWith(COMPACTED, folder(file.path()).length())) {
        compacted.add(folder(file.path()));
      }
    }
    SortedSet<String> gone = new TreeSet<>();
    for (String path : live) {
      if ((!present.contains(path) || compacted.contains(folder(path)))
          && !store.io().newInputFile(locationOf(path)).exists()) {
        gone.add(path);
      }
    }
    return gone;
  }

  private static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  /** A file by its path, which has just been finished. */
  public LakeFile file(String path) {
    Partition partition = LakeFolders.require(path);
    String fileLocation = locationOf(path);
    long bytes = store.io().newInputFile(fileLocation).getLength();
    return new LakeFile(path, fileLocation, bytes, System.currentTimeMillis(), partition);
  }
}

package io.plantbeam.lake.upkeep;

import io.plantbeam.lake.store.LakeDirectory;
import io.plantbeam.lake.store.LakeDirectory.StoredFile;
import io.plantbeam.lake.store.Partition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What files of readings a lake has.
 *
 * @param partitions by date and folder, each with its files by path
 * @param strays files in no partition
 */
record LakeContents(Map<Partition, List<StoredFile>> partitions, List<StoredFile> strays) {

  /** Lists a lake, but for files that have been taken out of it already. */
  static LakeContents of(LakeDirectory lake, Set<String> pending) throws IOException {
    Map<Partition, List<StoredFile>> partitions =
        new TreeMap<>(Comparator.comparing(Partition::date).thenComparing(Partition::folder));
    List<StoredFile> strays = new ArrayList<>();
    for (StoredFile file : lake.readings()) {
      Partition partition = Partition.of(file.folder());
      if (pending.contains(file.path())) {
        continue;
      }
      if (partition == null) {
        strays.add(file);
      } else {
        partitions.computeIfAbsent(partition, first -> new ArrayList<>()).add(file);
      }
    }
    return new LakeContents(partitions, strays);
  }

  static long bytes(List<StoredFile> files) {
    return files.stream().mapToLong(StoredFile::bytes).sum();
  }
}

package io.plantbeam.tables.lake;

import io.plantbeam.tables.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Notes of files that a table is about to forget, in {@code LAKE/_plantbeam/retired}. A file that
 * no snapshot knows looks like a new one; so its name is noted before the table forgets it, until
 * it is deleted.
 */
public final class Retired {
  private static final String FOLDER = "/_plantbeam/retired";

  private final Store store;
  private final Lake lake;

  public Retired(Store store, Lake lake) {
    this.store = store;
    this.lake = lake;
  }

  /** The paths of files that are noted. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (String note : notes()) {
      read(note).forEach(names::add);
    }
    return names;
  }

  /** Notes files, before the table forgets them. */
  public void add(Collection<String> paths) {
    if (!paths.isEmpty()) {
      store.putIfAbsent(
          "%s%s/%s.txt".formatted(lake.location(), FOLDER, UUID.randomUUID()),
          String.join("\n", paths).getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Deletes the files that are noted, and the notes.
   *
   * @param needed files that are not deleted, since a snapshot has them
   * @return what was deleted
   */
  public List<String> delete(Set<String> needed) {
    List<String> deleted = new ArrayList<>();
    for (String note : notes()) {
      for (String path : read(note)) {
        if (!needed.contains(path) && store.delete(lake.locationOf(path))) {
          deleted.add(path);
        }
      }
      store.delete(note);
    }
    deleted.sort(Comparator.naturalOrder());
    return deleted;
  }

  private List<String> notes() {
    return store
        .list(lake.location() + FOLDER)
        .map(Store.StoredFile::location)
        .filter(location -> location.endsWith(".txt"))
        .toList();
  }

  private List<String> read(String note) {
    byte[] content = store.read(note);
    return content == null
        ? List.of()
        : new String(content, StandardCharsets.UTF_8).lines().toList();
  }
}

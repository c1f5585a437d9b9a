package io.plantbeam.tables.delta;

import io.plantbeam.tables.lake.Lake;
import io.plantbeam.tables.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Notes of all files that have left a table, in {@code LAKE/_plantbeam/delta}: one file, which is
 * written before each checkpoint. Delta's own library forgets with a second checkpoint what has
 * left before the first, and to a lake such a file, which may still be there, looks like a new one.
 */
final class DeltaRemovals {
  private static final String FOLDER = "/_plantbeam/delta";
  private static final String END = ".removed";

  private final Store store;
  private final Lake lake;

  DeltaRemovals(Store store, Lake lake) {
    this.store = store;
    this.lake = lake;
  }

  /**
   * When files have left, in milliseconds, by path; what has left after the last note is not there.
   */
  Map<String, Long> read() {
    Map<String, Long> removed = new HashMap<>();
    for (String note : notes()) {
      byte[] content = store.read(note);
      if (content == null) {
        // A newer one has taken its place, with all that it had.
        return read();
      }
      new String(content, StandardCharsets.UTF_8)
          .lines()
          .forEach(
              line -> {
                int space = line.indexOf(' ');
                removed.put(line.substring(space + 1), Long.parseLong(line.substring(0, space)));
              });
    }
    return removed;
  }

  /** Notes what has left up to a version. */
  void write(long version, Map<String, Long> removed) {
    if (removed.isEmpty()) {
      return;
    }
    StringBuilder lines = new StringBuilder();
    new TreeMap<>(removed)
        .forEach((path, millis) -> lines.append(millis).append(' ').append(path).append('\n'));
    String note = "%s%s/%020d%s".formatted(lake.location(), FOLDER, version, END);
    store.put(note, lines.toString().getBytes(StandardCharsets.UTF_8));
    for (String older : notes()) {
      if (older.compareTo(note) < 0) {
        store.delete(older);
      }
    }
  }

  private List<String> notes() {
    return store
        .list(lake.location() + FOLDER)
        .map(Store.StoredFile::location)
        .filter(location -> location.endsWith(END))
        .sorted(Comparator.naturalOrder())
        .toList();
  }
}

package io.plantbeam.tables.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.tables.TableException;
import io.plantbeam.tables.store.Store;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The notes of compactions that are under way, in {@code LAKE/_plantbeam/swaps}: which files take
 * the place of which. While both are there, the one or the other are in a table.
 */
public final class SwapNotes {
  private static final String FOLDER = "/_plantbeam/swaps";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Store store;
  private final Lake lake;

  public SwapNotes(Store store, Lake lake) {
    this.store = store;
    this.lake = lake;
  }

  /**
   * The files that do not come into a table now: of each note the new files, or, where the table
   * has these already, the old ones. Asked for after the lake was listed, since a file that takes
   * the place of others is noted before it is there.
   *
   * @param inTable what the table has
   */
  public Set<String> passedOver(Set<String> inTable) {
    Set<String> passedOver = new HashSet<>();
    List<String> notes =
        store
            .list(lake.location() + FOLDER)
            .map(Store.StoredFile::location)
            .filter(location -> location.endsWith(".json"))
            .toList();
    for (String note : notes) {
      byte[] content = store.read(note);
      if (content == null) {
        // What it was about is done.
        continue;
      }
      try {
        JsonNode swap = JSON.readTree(content);
        Set<String> removed = new HashSet<>();
        swap.path("removed").forEach(path -> removed.add(path.asText()));
        Set<String> added = new HashSet<>();
        swap.path("added").forEach(file -> added.add(file.path("path").asText()));
        passedOver.addAll(inTable.containsAll(added) ? removed : added);
      } catch (IOException e) {
        throw new TableException("%s is no note of a swap: %s".formatted(note, e.getMessage()), e);
      }
    }
    return passedOver;
  }
}

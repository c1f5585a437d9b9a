package io.plantbeam.lake.upkeep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.plantbeam.lake.rows.PartitionFiles;
import io.plantbeam.lake.runs.RunRecords;
import io.plantbeam.lake.runs.WrittenFile;
import io.plantbeam.lake.store.LakeDirectory;
import io.plantbeam.lake.store.LakeDirectory.StoredFile;
import io.plantbeam.output.ContentHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Files of a lake that take the place of others. What is about to be done is noted in {@code
 * _plantbeam/swaps} before the first file appears or goes, so that what a crash has left half done
 * is finished, or taken back, by {@link #recover}.
 *
 * <p>A reader without a table sees both the new and the old files from the first new name to the
 * last deletion, and never neither.
 */
final class Swaps {
  private static final String FOLDER = LakeDirectory.OWN + "swaps/";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final LakeDirectory lake;
  private final RunRecords records;
  private final List<LakeTable> tables;

  /**
   * Of a lake.
   *
   * @param tables that are made of its files
   */
  Swaps(LakeDirectory lake, List<LakeTable> tables) {
    this.lake = lake;
    this.records = new RunRecords(lake);
    this.tables = List.copyOf(tables);
  }

  /** Puts new files in the place of others. */
  void replace(List<String> removed, PartitionFiles files) throws IOException {
    Swap swap = new Swap(removed, files.written());
    String note = write(swap);
    files.publish();
    complete(note, swap);
  }

  /** Takes files away. */
  void remove(List<String> removed) throws IOException {
    Swap swap = new Swap(removed, List.of());
    complete(write(swap), swap);
  }

  /**
   * The files that wait for a table to need them no longer, and are none of the lake's any more.
   */
  Set<String> pending() throws IOException {
    Set<String> pending = new HashSet<>();
    for (Swap swap : notes().values()) {
      Set<String> added = paths(swap);
      swap.removed().stream().filter(path -> !added.contains(path)).forEach(pending::add);
    }
    return pending;
  }

  /** Whether a crash has left new files beside the old ones. */
  boolean isHalfDone() throws IOException {
    return notes().values().stream().anyMatch(swap -> !swap.added().isEmpty());
  }

  /** Finishes what was begun where all new files are there, and takes it back where one is not. */
  void recover() throws IOException {
    records.settle();
    Map<String, Swap> notes = notes();
    if (notes.isEmpty()) {
      return;
    }
    Set<String> there = lake.readings().stream().map(StoredFile::path).collect(Collectors.toSet());
    for (Map.Entry<String, Swap> note : notes.entrySet()) {
      Swap swap = note.getValue();
      if (there.containsAll(paths(swap))) {
        complete(note.getKey(), swap);
      } else {
        // Nothing was deleted yet: that begins when all new files are there.
        Set<String> taken = new HashSet<>(paths(swap));
        swap.removed().forEach(taken::remove);
        lake.delete(taken);
        lake.delete(List.of(note.getKey()));
      }
    }
  }

  private void complete(String note, Swap swap) throws IOException {
    Set<String> added = paths(swap);
    if (!added.isEmpty()) {
      tables.forEach(table -> table.swap(swap.removed(), added.stream().sorted().toList()));
    }
    records.remove(new HashSet<>(swap.removed()), !added.isEmpty());
    Set<String> gone = new HashSet<>(swap.removed());
    gone.removeAll(added);
    Set<String> needed = new TreeSet<>();
    for (LakeTable table : tables) {
      needed.addAll(table.neededFiles());
    }
    needed.retainAll(gone);
    gone.removeAll(needed);
    lake.delete(gone);
    String left = needed.isEmpty() ? null : write(new Swap(List.copyOf(needed), List.of()));
    if (!note.equals(left)) {
      lake.delete(List.of(note));
    }
  }

  private static Set<String> paths(Swap swap) {
    return swap.added().stream().map(WrittenFile::path).collect(Collectors.toSet());
  }

  private String write(Swap swap) throws IOException {
    byte[] json = JSON.writeValueAsBytes(swap);
    String note =
        "%s%016x.json"
            .formatted(FOLDER, ContentHash.hash(new String(json, StandardCharsets.UTF_8)));
    lake.write(note, json);
    return note;
  }

  private Map<String, Swap> notes() throws IOException {
    Map<String, Swap> notes = new LinkedHashMap<>();
    for (StoredFile file : lake.list(FOLDER)) {
      if (!file.path().endsWith(".json")) {
        continue;
      }
      byte[] json = lake.read(file.path());
      try {
        if (json != null) {
          notes.put(file.path(), JSON.readValue(json, Swap.class));
        }
      } catch (JsonProcessingException e) {
        throw new IOException(
            "%s%s is no note of a swap: %s".formatted(lake, file.path(), e.getOriginalMessage()),
            e);
      }
    }
    return notes;
  }
}

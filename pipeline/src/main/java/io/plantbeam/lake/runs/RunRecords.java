package io.plantbeam.lake.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.plantbeam.lake.store.LakeDirectory;
import io.plantbeam.lake.store.LakeDirectory.StoredFile;
import io.plantbeam.output.ContentHash;
import io.plantbeam.parquet.ChannelInput;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.parquet.hadoop.ParquetFileReader;

/**
 * The records of the runs on files that have written to a lake, one small file each in {@code
 * _plantbeam/runs}, and beside it the list of the files that the run has written.
 *
 * <p>Nothing is deleted before what takes its place is there and noted: a crash between leaves a
 * record that says what is still to be deleted, and {@link #settle} does it.
 */
public final class RunRecords {
  private static final String FOLDER = LakeDirectory.OWN + "runs/";
  private static final String RECORD = ".json";

  /** Of a note that a file of another output is about to get its name. */
  private static final String NAMING = ".naming";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final LakeDirectory lake;

  /** The records of a lake. */
  public RunRecords(LakeDirectory lake) {
    this.lake = lake;
  }

  /** All records. */
  public List<RunRecord> all() throws IOException {
    List<RunRecord> records = new ArrayList<>();
    for (StoredFile file : lake.list(FOLDER)) {
      if (file.path().endsWith(RECORD) && !file.path().startsWith(FOLDER + ".")) {
        RunRecord record = read(file.path());
        if (record != null) {
          records.add(record);
        }
      }
    }
    return records;
  }

  /** The record of a run; null where it has none. */
  RunRecord find(String run) throws IOException {
    return read(FOLDER + run + RECORD);
  }

  private RunRecord read(String path) throws IOException {
    byte[] bytes = lake.read(path);
    if (bytes == null) {
      return null;
    }
    try {
      return JSON.readValue(bytes, RunRecord.class);
    } catch (JsonProcessingException e) {
      throw new IOException(
          "%s%s is no record of a run: %s".formatted(lake, path, e.getOriginalMessage()), e);
    }
  }

  private void write(RunRecord record) throws IOException {
    lake.write(FOLDER + record.run() + RECORD, JSON.writeValueAsBytes(record));
  }

  /** The files that a run has written, as far as it is known. */
  public List<WrittenFile> filesOf(RunRecord record) throws IOException {
    byte[] bytes = record.list() == null ? null : lake.read(record.list());
    if (bytes == null) {
      return List.of();
    }
    return new String(bytes, StandardCharsets.UTF_8)
        .lines()
        .map(
            line -> {
              int space = line.indexOf(' ');
              return new WrittenFile(
                  line.substring(space + 1), Long.parseLong(line.substring(0, space)));
            })
        .toList();
  }

  private String writeList(String run, List<WrittenFile> files) throws IOException {
    StringBuilder lines = new StringBuilder();
    files.stream()
        .sorted(Comparator.comparing(WrittenFile::path))
        .forEach(file -> lines.append(file.rows()).append(' ').append(file.path()).append('\n'));
    String text = lines.toString();
    // A list is never changed, so that a record always has the one that it was written with.
    String path = "%s%s-%016x.files".formatted(FOLDER, run, ContentHash.hash(text));
    lake.write(path, text.getBytes(StandardCharsets.UTF_8));
    return path;
  }

  /** Notes that a run is about to write its first file, unless it is noted already. */
  public void begin(LakeRun run) throws IOException {
    RunRecord record = find(run.id());
    if (record == null) {
      write(RunRecord.begun(run));
    } else if (record.complete()) {
      write(record.begunAgain());
    }
  }

  /**
   * Notes that a file of another output than the lake is about to get its name: nothing in it says
   * whose it is.
   *
   * @param path beside the lake
   */
  public void naming(LakeRun run, String path) throws IOException {
    lake.write(
        "%s%s-%016x%s".formatted(FOLDER, run.id(), ContentHash.hash(path), NAMING),
        path.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Notes what a run has written now that all of it is there, and deletes what it takes the place
   * of: files of an earlier attempt that are not written any more, and those of the runs that it
   * replaces.
   *
   * @param files of the lake
   * @param outputs the files of other outputs, by their paths beside the lake
   */
  public void complete(LakeRun run, List<WrittenFile> files, List<String> outputs)
      throws IOException {
    Set<String> written = new HashSet<>();
    files.forEach(file -> written.add(file.path()));
    Set<String> obsolete = new TreeSet<>();
    Set<String> obsoleteOutputs = new TreeSet<>(namedBy(run.id()));
    Set<String> interrupted = new HashSet<>();
    RunRecord before = find(run.id());
    if (before != null) {
      addFiles(before, obsolete, obsoleteOutputs);
    }
    if (run.interrupted()) {
      interrupted.add(run.id());
    }
    for (String id : run.replaced()) {
      RunRecord replaced = find(id);
      if (replaced != null) {
        addFiles(replaced, obsolete, obsoleteOutputs);
        obsoleteOutputs.addAll(namedBy(id));
        if (!replaced.complete()) {
          interrupted.add(id);
        }
      }
    }
    if (!interrupted.isEmpty()) {
      addFilesOf(interrupted, written, obsolete);
    }
    obsolete.removeAll(written);
    outputs.forEach(obsoleteOutputs::remove);
    // Another run may have the same readings in files of the same name.
    for (RunRecord other : all()) {
      if (!other.run().equals(run.id()) && !run.replaced().contains(other.run())) {
        filesOf(other).forEach(file -> obsolete.remove(file.path()));
        other.outputs().forEach(obsoleteOutputs::remove);
      }
    }
    RunRecord record =
        new RunRecord(
            run.id(),
            run.pipeline(),
            true,
            run.inputs(),
            files.size(),
            files.stream().mapToLong(WrittenFile::rows).sum(),
            writeList(run.id(), files),
            false,
            outputs.stream().sorted().toList(),
            List.copyOf(obsolete),
            List.copyOf(obsoleteOutputs),
            run.replaced());
    write(record);
    settle(record);
  }

  private void addFiles(RunRecord record, Collection<String> paths, Collection<String> outputs)
      throws IOException {
    filesOf(record).forEach(file -> paths.add(file.path()));
    paths.addAll(record.obsolete());
    outputs.addAll(record.outputs());
    outputs.addAll(record.obsoleteOutputs());
  }

  /** The files of other outputs to which a run that has not come to its end has given names. */
  private List<String> namedBy(String run) throws IOException {
    List<String> paths = new ArrayList<>();
    for (String note : besides(run)) {
      byte[] path = note.endsWith(NAMING) ? lake.read(note) : null;
      if (path != null) {
        paths.add(new String(path, StandardCharsets.UTF_8));
      }
    }
    return paths;
  }

  /** Of runs that were killed, which files are theirs say the files alone. */
  private void addFilesOf(Set<String> runs, Set<String> known, Collection<String> paths)
      throws IOException {
    for (StoredFile file : lake.readings()) {
      if (!known.contains(file.path())) {
        try (ReadableByteChannel channel = lake.open(file.path());
            ParquetFileReader reader = ChannelInput.open(channel)) {
          String run = reader.getFileMetaData().getKeyValueMetaData().get(LakeRun.NOTE);
          if (run != null && runs.contains(run)) {
            paths.add(file.path());
          }
        }
      }
    }
  }

  /**
   * Takes files out of the lists of their runs, because they are not there any more, or will not be
   * in a moment.
   *
   * @param compacted whether their rows go on in other files
   */
  public void remove(Set<String> paths, boolean compacted) throws IOException {
    for (RunRecord record : all()) {
      List<WrittenFile> files = filesOf(record);
      List<WrittenFile> left = files.stream().filter(file -> !paths.contains(file.path())).toList();
      if (left.size() < files.size()) {
        write(
            record.withFiles(
                left.size(),
                left.stream().mapToLong(WrittenFile::rows).sum(),
                writeList(record.run(), left),
                record.compacted() || compacted));
        lake.delete(List.of(record.list()));
      }
    }
  }

  /** Deletes what a crash has left to delete. */
  public void settle() throws IOException {
    for (RunRecord record : all()) {
      if (record.isUnsettled()) {
        settle(record);
      }
    }
  }

  private void settle(RunRecord record) throws IOException {
    lake.delete(record.obsolete());
    if (!record.obsoleteOutputs().isEmpty()) {
      lake.above().delete(record.obsoleteOutputs());
    }
    for (String replaced : record.replaced()) {
      lake.delete(besides(replaced));
      lake.delete(List.of(FOLDER + replaced + RECORD));
    }
    List<String> notes = new ArrayList<>(besides(record.run()));
    notes.remove(record.list());
    lake.delete(notes);
    if (record.isUnsettled()) {
      write(record.settled());
    }
  }

  /** What is kept of a run beside its record: lists, and notes. */
  private List<String> besides(String run) throws IOException {
    return lake.list(FOLDER).stream()
        .map(StoredFile::path)
        .filter(path -> path.startsWith(FOLDER + run + "-"))
        .toList();
  }
}

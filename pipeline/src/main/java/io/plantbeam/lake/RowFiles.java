package io.plantbeam.lake;

import io.plantbeam.model.OutputSchema;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of one schema, each into the file of its folder, all of which are open until the end. */
public final class RowFiles<T> implements Closeable {
  private final String directory;
  private final OutputSchema<T> schema;
  private final RowFolders<T> folders;
  private final Map<String, RowFile<T>> files = new LinkedHashMap<>();

  /**
   * Files below a directory.
   *
   * @param directory in which the folder of the schema is, with a slash at its end
   */
  public RowFiles(String directory, OutputSchema<T> schema) {
    this.directory = directory + schema.name() + "/";
    this.schema = schema;
    folders = new RowFolders<>(schema);
  }

  public void add(T row) throws IOException {
    String folder = folders.path(row);
    RowFile<T> file = files.get(folder);
    if (file == null) {
      file = new RowFile<>(directory, folder, schema);
      files.put(folder, file);
    }
    file.add(row);
  }

  /** Ends the files, gives them their names, and returns these. */
  public List<String> publish() throws IOException {
    List<String> names = new ArrayList<>();
    for (RowFile<T> file : files.values()) {
      file.end();
      names.add(file.publish());
    }
    return names;
  }

  /** Leaves nothing of files that were not published. */
  @Override
  public void close() throws IOException {
    for (RowFile<T> file : files.values()) {
      file.close();
    }
  }
}

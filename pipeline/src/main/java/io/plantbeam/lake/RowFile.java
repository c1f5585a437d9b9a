package io.plantbeam.lake;

import io.plantbeam.model.OutputSchema;
import io.plantbeam.output.ContentHash;
import io.plantbeam.output.ContentNamedFile;
import io.plantbeam.parquet.WriterSettings;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import org.apache.parquet.hadoop.ParquetWriter;

/** A Parquet file of rows of one {@linkplain RowFolders folder}, while it is written. */
final class RowFile<T> implements Closeable {
  private final OutputSchema<T> schema;
  private final ContentHash hash = new ContentHash();
  private final ContentNamedFile file;
  private final ParquetWriter<T> writer;
  private boolean ended;

  /**
   * Begins a file.
   *
   * @param directory that of the schema, with a slash at its end
   * @param folder as {@link RowFolders#path} gives it
   */
  RowFile(String directory, String folder, OutputSchema<T> schema) throws IOException {
    this.schema = schema;
    file = ContentNamedFile.create(directory + folder, schema.name(), "parquet");
    try {
      writer =
          ParquetRows.writer(
              RowFolders.columns(schema), file.channel(), WriterSettings.OF_ROWS, Map.of());
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  void add(T row) throws IOException {
    writer.write(row);
    hash.add(schema, row);
  }

  /** Ends the rows, and returns the whole name that the file will have. */
  String end() throws IOException {
    ended = true;
    writer.close();
    return file.name(hash);
  }

  /** Gives the file, whose rows are ended, its name, and returns that. */
  String publish() throws IOException {
    return file.finish(hash);
  }

  /** Leaves nothing of the file unless it was published. */
  @Override
  public void close() throws IOException {
    try {
      if (!ended) {
        writer.close();
      }
    } finally {
      file.close();
    }
  }
}

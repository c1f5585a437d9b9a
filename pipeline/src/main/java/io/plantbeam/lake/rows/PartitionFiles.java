package io.plantbeam.lake.rows;

import io.plantbeam.lake.runs.WrittenFile;
import io.plantbeam.lake.store.LakeDirectory;
import io.plantbeam.output.ContentHash;
import io.plantbeam.output.ContentNamedFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.hadoop.ParquetWriter;

/**
 * New files of a partition, which nobody sees before {@link #publish}: their names are hidden until
 * then.
 */
public final class PartitionFiles implements Closeable {
  /** How the names of files begin that were made of others. */
  public static final String PREFIX = "compacted";

  private final LakeDirectory lake;
  private final String folder;
  private final List<ContentNamedFile> files = new ArrayList<>();
  private final List<ContentHash> hashes = new ArrayList<>();
  private final List<WrittenFile> written = new ArrayList<>();

  private PartitionFiles(LakeDirectory lake, String folder) {
    this.lake = lake;
    this.folder = folder;
  }

  /**
   * Writes all rows, in their order.
   *
   * @param folder of the partition
   * @param facilityId of the partition; null where it is unknown
   * @param bytes of a file, at which the next one is begun
   */
  public static PartitionFiles write(
      LakeDirectory lake, String folder, String facilityId, PartitionRows rows, long bytes)
      throws IOException {
    PartitionFiles files = new PartitionFiles(lake, folder);
    try {
      byte[] row = rows.next();
      while (row != null) {
        row = files.writeFile(row, rows, facilityId, bytes);
      }
      return files;
    } catch (IOException | RuntimeException e) {
      files.close();
      throw e;
    }
  }

  /** Returns the row that the next file begins with; null where there is none. */
  private byte[] writeFile(byte[] first, PartitionRows rows, String facilityId, long bytes)
      throws IOException {
    ContentNamedFile file = ContentNamedFile.create(lake + folder, PREFIX, "parquet");
    files.add(file);
    RowHash hash = new RowHash(rows.layout(), facilityId);
    long count = 0;
    byte[] row = first;
    try (ParquetWriter<byte[]> writer = RowWriter.open(rows.layout(), file.channel())) {
      while (row != null && (count == 0 || writer.getDataSize() < bytes)) {
        writer.write(row);
        hash.add(row);
        count++;
        row = rows.next();
      }
    }
    hashes.add(hash.content());
    written.add(
        new WrittenFile(
            folder + "/" + ContentNamedFile.nameOf(PREFIX, hash.content(), "parquet"), count));
    return row;
  }

  /** The files, by the paths that they will have. */
  public List<WrittenFile> written() {
    return written;
  }

  /** Gives the files their names, one right after the other. */
  public void publish() throws IOException {
    for (int i = 0; i < files.size(); i++) {
      String name = lake.pathOf(files.get(i).finish(hashes.get(i)));
      if (!name.equals(written.get(i).path())) {
        throw new IllegalStateException(
            "%s was expected, and is %s".formatted(written.get(i).path(), name));
      }
    }
  }

  /** Deletes what has not got its name. */
  @Override
  public void close() throws IOException {
    for (ContentNamedFile file : files) {
      file.close();
    }
  }
}

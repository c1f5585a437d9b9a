package io.plantbeam.tables.delta;

import io.delta.storage.HadoopFileSystemLogStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * How Delta's library writes what sums up a log, which is all that it writes here: a file may take
 * the place of another, and what a store shows is complete.
 */
public final class StoreLogStore extends HadoopFileSystemLogStore {
  /** The library makes one by this. */
  public StoreLogStore(Configuration conf) {
    super(conf);
  }

  @Override
  public void write(Path path, Iterator<String> lines, Boolean overwrite, Configuration conf)
      throws IOException {
    try (OutputStream out = path.getFileSystem(conf).create(path, overwrite)) {
      while (lines.hasNext()) {
        out.write((lines.next() + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  @Override
  public Boolean isPartialWriteVisible(Path path, Configuration conf) {
    return false;
  }
}

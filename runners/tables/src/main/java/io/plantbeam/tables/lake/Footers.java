package io.plantbeam.tables.lake;

import io.plantbeam.tables.TableException;
import io.plantbeam.tables.store.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.iceberg.io.InputFile;

/**
 * The ends of many files. Most of the time is spent waiting for a store, so several are read at
 * once.
 */
public final class Footers {
  private static final int TOGETHER = 16;

  private Footers() {}

  /**
   * Reads the ends of files, in their order. Files that have gone since the lake was listed are
   * left out.
   *
   * @throws io.plantbeam.tables.TableException if one cannot be read
   */
  public static Map<LakeFile, Footer> read(Store store, List<LakeFile> files) {
    ExecutorService readers = Executors.newFixedThreadPool(Math.min(TOGETHER, files.size()));
    try {
      List<Future<Footer>> reads = new ArrayList<>();
      for (LakeFile file : files) {
        reads.add(readers.submit(() -> read(file, store.io().newInputFile(file.location()))));
      }
      Map<LakeFile, Footer> footers = new LinkedHashMap<>();
      for (int i = 0; i < reads.size(); i++) {
        Footer footer = reads.get(i).get();
        if (footer != null) {
          footers.put(files.get(i), footer);
        }
      }
      return footers;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while files were read", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      readers.shutdownNow();
    }
  }

  /** Null if the file is not there. */
  private static Footer read(LakeFile file, InputFile input) {
    try {
      return Footer.read(file, input);
    } catch (TableException e) {
      if (!input.exists()) {
        return null;
      }
      throw e;
    }
  }
}

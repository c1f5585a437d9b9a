package io.plantbeam.tables.lake;

import io.plantbeam.tables.store.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The ends of many files. Most of the time is spent waiting for a store, so several are read at
 * once.
 */
public final class Footers {
  private static final int TOGETHER = 16;

  private Footers() {}

  /**
   * Reads the ends of files, in their order.
   *
   * @throws io.plantbeam.tables.TableException if one cannot be read
   */
  public static Map<LakeFile, Footer> read(Store store, List<LakeFile> files) {
    ExecutorService readers = Executors.newFixedThreadPool(Math.min(TOGETHER, files.size()));
    try {
      List<Future<Footer>> reads = new ArrayList<>();
      for (LakeFile file : files) {
        reads.add(
            readers.submit(() -> Footer.read(file, store.io().newInputFile(file.location()))));
      }
      Map<LakeFile, Footer> footers = new LinkedHashMap<>();
      for (int i = 0; i < reads.size(); i++) {
        footers.put(files.get(i), reads.get(i).get());
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
}

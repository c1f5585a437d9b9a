package io.plantbeam.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.testing.SharedAzure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of a table in stores that the program reaches: Google's and Azure's. */
public abstract class TablesInStores {
  private static final String DAY = "2026-03-01T10:00:00Z";

  private static final int PROGRAMS = 3;

  @TempDir Path folder;

  private LakeInStore place;
  private TestLake lake;

  /** A table of the format. */
  protected abstract LakeTable table(String lake, TestPlace store);

  /** Its readings by the format's own reader, as {@link TestLake#row} makes them. */
  protected abstract List<String> rows(String lake, TestPlace store) throws Exception;

  /** How many commits there are, of a file each; at least two. */
  protected abstract int versions();

  @AfterEach
  void close() {
    if (place != null) {
      place.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"google", "azure"})
  void tableHasTheFilesOfTheLakeFromTheFirstToTheLast(String store) throws Exception {
    open(store);
    lake.write(
        IntStream.range(1, versions())
            .mapToObj(i -> TestLake.batch("s1", "plant/" + i, "temperature", i, DAY))
            .toArray(EnrichedBatch[]::new));
    lake.write(TestLake.batch("s2", "plant/1", "temperature", 20, DAY));
    for (int version = 1; version <= versions(); version++) {
      place.adopt(version);
      try (LakeTable table = table(lake.location(), place)) {
        assertEquals(version, table.register(files -> {}).inTable());
      }
    }
    assertEquals(lake.rows(), sorted());
    assertEquals(0, register().added());

    List<String> small = lake.files().stream().filter(path -> path.contains("plant%2F1/")).toList();
    assertEquals(2, small.size());
    String compacted =
        lake.writeBeside(
            small.get(0),
            "compacted-1.parquet",
            "select * from read_parquet('%s/*.parquet', hive_partitioning = false)"
                .formatted(lake.file(small.get(0)).getParent()));
    List<String> rows = sorted();
    place.adopt();
    try (LakeTable table = table(lake.location(), place)) {
      table.swap(small, List.of(compacted));
      assertEquals(rows, sorted());
      assertEquals(versions() + 1, place.files().size());
      table.forget(Instant.now().plusSeconds(60), false);
    }
    assertEquals(versions() - 1, place.files().size());
    assertTrue(place.files().contains(compacted));
    assertEquals(rows, sorted());
  }

  @ParameterizedTest
  @ValueSource(strings = {"google", "azure"})
  void eachFileComesInOnceWhenSeveralRegisterAtOnce(String store) throws Exception {
    open(store);
    for (String facility : List.of("plant-a", "plant-b", "plant-c")) {
      lake.write(TestLake.batch("s1", facility, "temperature", 10, DAY));
    }
    CyclicBarrier start = new CyclicBarrier(PROGRAMS);
    ExecutorService threads = Executors.newFixedThreadPool(PROGRAMS);
    try {
      List<Future<Registration>> runs = new ArrayList<>();
      for (int i = 0; i < PROGRAMS; i++) {
        Callable<Registration> run =
            () -> {
              start.await();
              return register();
            };
        runs.add(threads.submit(run));
      }
      for (Future<Registration> run : runs) {
        assertEquals(3, run.get().inTable());
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(lake.rows(), sorted());
  }

  private void open(String store) throws IOException {
    if (store.equals("azure")) {
      Assumptions.assumeTrue(SharedAzure.isThere(), "Azurite is not there");
      place = LakeInStore.azure(folder);
    } else {
      place = LakeInStore.google(folder);
    }
    lake = place.lake();
    assertTrue(place.files().isEmpty());
  }

  private Registration register() {
    place.adopt();
    try (LakeTable table = table(lake.location(), place)) {
      return table.register(files -> {});
    }
  }

  private List<String> sorted() throws Exception {
    return rows(lake.location(), place).stream().sorted().toList();
  }
}

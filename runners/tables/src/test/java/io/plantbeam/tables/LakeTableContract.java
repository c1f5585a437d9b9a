package io.plantbeam.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tables of every format do with a lake. They are read by the library of the format. */
public abstract class LakeTableContract {
  protected static final String DAY_1 = "2026-03-01T10:00:00Z";
  protected static final String DAY_2 = "2026-03-02T10:00:00Z";
  protected static final String DAY_3 = "2026-03-03T10:00:00Z";

  @TempDir protected Path folder;

  protected TestPlace place;
  protected TestLake lake;

  @BeforeEach
  void makeLake() throws IOException {
    place = newPlace();
    lake = place.lake();
  }

  @AfterEach
  void closePlace() {
    place.close();
  }

  /** Where an empty lake can be. */
  protected TestPlace newPlace() throws IOException {
    return TestPlace.onDisk(folder);
  }

  /** How its store is reached. */
  protected final StoreSettings store() {
    return place.settings();
  }

  /** The table of the lake, which need not be there. */
  protected final LakeTable open() {
    return open(lake.location());
  }

  protected final LakeTable open(String directory) {
    place.adopt();
    return table(directory);
  }

  /** The table of a lake in a directory. */
  protected abstract LakeTable table(String directory);

  /** The readings of the table by the format's own reader, as {@link TestLake#row} makes them. */
  protected abstract List<String> rows() throws Exception;

  /** The values of a column by the format's own reader, sorted. */
  protected abstract List<String> values(String column) throws Exception;

  /** How many files the format's own reader would open for the readings of a day. */
  protected abstract int filesOfDay(LocalDate day) throws Exception;

  /** Registers, and fails as if the process had been killed before the commit. */
  protected abstract void crashBeforeCommit() throws Exception;

  private Registration register() {
    try (LakeTable table = open()) {
      return table.register(files -> {});
    }
  }

  private List<String> sorted() throws Exception {
    List<String> rows = new ArrayList<>(rows());
    rows.sort(null);
    return rows;
  }

  private void writeTwoDays() {
    lake.write(
        TestLake.batch("s1", "plant-a", "temperature", 10, DAY_1, DAY_2),
        TestLake.batch("s2", "plant-b", "vibration", 20, DAY_1));
  }

  @Test
  void tableHasTheReadingsOfTheFiles() throws Exception {
    writeTwoDays();
    Registration done = register();
    assertEquals(3, done.added());
    assertEquals(3, done.rows());
    assertEquals(3, done.inTable());
    assertEquals(lake.rows(), sorted());
    assertEquals(3, lake.rows().size());
  }

  @Test
  void valuesOfFoldersAreReadBackAsTheyWere() throws Exception {
    List<String> odd =
        List.of("a/b", "a=b", "100%", "a b", "ä", "..", "x#1", "'\"", "a+b", "日本", "*?[]{}");
    lake.write(
        odd.stream()
            .map(value -> TestLake.batch("s", value, value, 1, DAY_1))
            .toArray(io.plantbeam.model.EnrichedBatch[]::new));
    lake.write(TestLake.batch("s", null, "", 2, DAY_1));
    register();
    List<String> expected = new ArrayList<>(odd);
    expected.add("unknown");
    expected.sort(null);
    assertEquals(expected, values("facility_id"));
    assertEquals(expected, values("sensor_type"));
    assertEquals(lake.rows(), sorted());
  }

  @Test
  void repeatDoesNothing() throws Exception {
    writeTwoDays();
    String snapshot = register().snapshot();
    Registration repeat = register();
    assertEquals(0, repeat.added());
    assertEquals(snapshot, repeat.snapshot());
    assertEquals(lake.rows(), sorted());
  }

  @Test
  void onlyNewFilesComeIn() throws Exception {
    writeTwoDays();
    String snapshot = register().snapshot();
    lake.write(TestLake.batch("s1", "plant-a", "temperature", 30, DAY_3));
    Registration next = register();
    assertEquals(1, next.added());
    assertEquals(4, next.inTable());
    assertNotEquals(snapshot, next.snapshot());
    assertEquals(lake.rows(), sorted());
  }

  @Test
  void fileThatIsGoneLeavesTheTable() throws Exception {
    writeTwoDays();
    register();
    Files.delete(lake.file(lake.files().get(0)));
    Registration next = register();
    assertEquals(1, next.dropped());
    assertEquals(2, next.inTable());
    assertEquals(lake.rows(), sorted());
  }

  @Test
  void hiddenFilesArePassedOver() throws Exception {
    writeTwoDays();
    List<String> rows = lake.rows();
    Path file = lake.file(lake.files().get(0));
    Files.copy(file, file.resolveSibling("_half.parquet"));
    Files.copy(file, file.resolveSibling(".readings.parquet.tmp"));
    Files.writeString(file.resolveSibling("notes.txt"), "not a file of the lake");
    Files.createDirectories(lake.file("_plantbeam/runs"));
    Files.writeString(lake.file("_plantbeam/runs/x.parquet"), "x");
    assertEquals(3, register().added());
    assertEquals(rows, sorted());
  }

  @Test
  void columnOfALaterVersionIsNullInOldFiles() throws Exception {
    writeTwoDays();
    register();
    lake.writeBeside(
        lake.files().get(0),
        "readings-later.parquet",
        "select *, 'v2' as firmware, value + 100 as raw from file");
    assertEquals(1, register().added());
    assertEquals(List.of("null", "null", "null", "v2"), values("firmware"));
    assertEquals(lake.rows(), sorted());
    lake.write(TestLake.batch("s1", "plant-a", "temperature", 30, DAY_3));
    assertEquals(1, register().added());
    assertEquals(List.of("null", "null", "null", "null", "v2"), values("firmware"));
  }

  @Test
  void readersOpenTheFilesOfADayAlone() throws Exception {
    writeTwoDays();
    register();
    assertEquals(2, filesOfDay(LocalDate.parse("2026-03-01")));
    assertEquals(1, filesOfDay(LocalDate.parse("2026-03-02")));
    assertEquals(0, filesOfDay(LocalDate.parse("2026-03-03")));
  }

  @Test
  void crashBeforeTheCommitLosesNothing() throws Exception {
    writeTwoDays();
    register();
    List<String> before = sorted();
    String snapshot = snapshot();
    lake.write(TestLake.batch("s1", "plant-a", "temperature", 30, DAY_3));
    place.adopt();
    crashBeforeCommit();
    assertEquals(snapshot, snapshot());
    assertEquals(before, sorted());
    assertEquals(1, register().added());
    assertEquals(lake.rows(), sorted());
  }

  private String snapshot() {
    try (LakeTable table = open()) {
      return table.snapshot();
    }
  }

  @Test
  void eachFileComesInOnceWhenSeveralRegisterAtOnce() throws Exception {
    writeTwoDays();
    lake.write(TestLake.batch("s1", "plant-a", "temperature", 30, DAY_3));
    int programs = 4;
    CyclicBarrier start = new CyclicBarrier(programs);
    ExecutorService threads = Executors.newFixedThreadPool(programs);
    try {
      List<Future<Registration>> runs = new ArrayList<>();
      for (int i = 0; i < programs; i++) {
        Callable<Registration> run =
            () -> {
              start.await();
              return register();
            };
        runs.add(threads.submit(run));
      }
      for (Future<Registration> run : runs) {
        assertEquals(4, run.get().inTable());
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(lake.rows(), sorted());
  }

  @Test
  void swapPutsFilesInThePlaceOfOthers() throws Exception {
    lake.write(TestLake.batch("s1", "plant-a", "temperature", 10, DAY_1));
    lake.write(TestLake.batch("s1", "plant-a", "temperature", 20, DAY_1));
    register();
    List<String> rows = sorted();
    List<String> replaced = lake.files();
    assertEquals(2, replaced.size());
    String compacted =
        lake.writeBeside(
            replaced.get(0),
            "readings-compacted.parquet",
            "select * from read_parquet('%s/facility_id=*/*/*/readings-*.parquet', hive_partitioning ="
                    .formatted(lake.file(""))
                + " false)");
    try (LakeTable table = open()) {
      table.swap(replaced, List.of(compacted));
      String snapshot = table.snapshot();
      assertEquals(Set.of(compacted), table.files());
      assertEquals(rows, sorted());

      table.swap(replaced, List.of(compacted));
      assertEquals(snapshot, table.snapshot());

      // The old files are still there, for earlier snapshots, and do not come in again.
      assertEquals(0, table.register(files -> {}).added());
      assertEquals(snapshot, table.snapshot());
      assertTrue(table.neededFiles().containsAll(replaced));
    }
    assertEquals(rows, sorted());
  }

  @Test
  void compactionUnderWayIsNotSeen() throws Exception {
    lake.write(TestLake.batch("s1", "plant-a", "temperature", 10, DAY_1));
    register();
    List<String> rows = sorted();
    String old = lake.files().get(0);
    String compacted = lake.writeBeside(old, "compacted-1.parquet", "select * from file");
    Path note = lake.file("_plantbeam/swaps/1.json");
    Files.createDirectories(note.getParent());
    Files.writeString(
        note,
        """
        {"removed": ["%s"], "added": [{"path": "%s", "rows": 1}]}
        """
            .formatted(old, compacted));
    assertEquals(0, register().added());
    assertEquals(rows, sorted());

    // It ends without a word to the table.
    Files.delete(lake.file(old));
    Files.delete(note);
    Registration after = register();
    assertEquals(1, after.added());
    assertEquals(1, after.dropped());
    assertEquals(rows, sorted());
  }

  @Test
  void forgottenFilesAreDeletedAndDoNotComeBack() throws Exception {
    writeTwoDays();
    lake.write(TestLake.batch("s1", "plant-a", "temperature", 30, DAY_3));
    register();
    List<String> files = lake.files();
    Set<String> old = new HashSet<>(files);
    old.removeIf(path -> path.contains("2026-03-03"));
    assertEquals(3, old.size());
    try (LakeTable table = open()) {
      LocalDate first = LocalDate.parse("2026-03-03");
      assertEquals(old, Set.copyOf(table.dropBefore(first, true)));
      assertEquals(4, table.files().size());
      assertEquals(old, Set.copyOf(table.dropBefore(first, false)));
      assertEquals(1, table.files().size());
      assertEquals(files, lake.files());

      // An earlier snapshot needs them.
      assertEquals(0, table.register(added -> {}).added());
      assertEquals(List.of(), table.forget(Instant.EPOCH, false));
      assertEquals(files, lake.files());

      Instant now = Instant.now().plusSeconds(60);
      assertEquals(old, Set.copyOf(table.forget(now, true)));
      assertEquals(files, lake.files());
      assertEquals(old, Set.copyOf(table.forget(now, false)));
      assertEquals(1, lake.files().size());
      assertEquals(0, table.register(added -> {}).added());
    }
    assertEquals(lake.rows(), sorted());
    assertEquals(1, sorted().size());
  }

  @Test
  void filesOutsideOfTheFoldersAreRefused() throws Exception {
    writeTwoDays();
    Path file = lake.file(lake.files().get(0));
    Files.copy(file, lake.file("other.parquet"));
    TableException e = assertThrows(TableException.class, this::register);
    assertTrue(
        e.getMessage().contains("other.parquet is not in folders facility_id="), e::getMessage);
  }

  @Test
  void filesThatAreNotOfALakeAreRefusedByName() throws Exception {
    writeTwoDays();
    register();
    List<String> before = sorted();
    String first = lake.files().get(0);
    refused(
        lake.writeBeside(first, "readings-x.parquet", "select 1::bigint as a from file"),
        "it has no column sensor_id");
    refused(
        lake.writeBeside(
            first, "readings-y.parquet", "select * replace (7::bigint as unit) from file"),
        "its column unit is an integer, and in table");
    String broken = first.substring(0, first.lastIndexOf('/')) + "/readings-z.parquet";
    Files.writeString(lake.file(broken), "this is no file in the format Parquet");
    refused(broken, "cannot be read as a Parquet file");
    assertEquals(before, sorted());
  }

  private void refused(String path, String reason) throws IOException {
    TableException e = assertThrows(TableException.class, this::register);
    assertTrue(e.getMessage().contains(path.substring(path.lastIndexOf('/'))), e::getMessage);
    assertTrue(e.getMessage().contains(reason), e::getMessage);
    assertFalse(e instanceof TableUnavailableException);
    Files.delete(lake.file(path));
  }

  @Test
  void emptyLakeMakesAnEmptyTable() throws Exception {
    Files.createDirectories(lake.file(""));
    Registration done = register();
    assertEquals(0, done.inTable());
    assertEquals(List.of(), rows());
  }

  /** What a store that fails does to a table; called by the tests of each format. */
  protected final void registerInFailingStore(LakeOnS3 store) throws Exception {
    writeTwoDays();
    store.beSlowAndBreakOff();
    assertEquals(3, register().inTable());
    store.recover();
    assertEquals(lake.rows(), sorted());
  }
}

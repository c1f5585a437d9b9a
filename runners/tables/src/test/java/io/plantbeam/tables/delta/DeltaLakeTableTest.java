package io.plantbeam.tables.delta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.expressions.Predicate;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.tables.DyingStore;
import io.plantbeam.tables.LakeTable;
import io.plantbeam.tables.LakeTableContract;
import io.plantbeam.tables.TableException;
import io.plantbeam.tables.TableSettings;
import io.plantbeam.tables.TestLake;
import io.plantbeam.tables.lake.Lake;
import io.plantbeam.tables.store.Store;
import io.plantbeam.tables.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tables are read by Delta's own library. */
class DeltaLakeTableTest extends LakeTableContract {
  private Engine engine;

  @BeforeEach
  void makeEngine() {
    engine = DefaultEngine.create(StoreConfiguration.of(store()));
  }

  @Override
  protected LakeTable table(String directory) {
    return new DeltaTables()
        .open(
            new TableSettings(
                directory,
                null,
                null,
                "plantbeam.readings",
                Map.of(),
                store(),
                TestLake.columns()));
  }

  private DeltaRows table() {
    return new DeltaRows(engine, lake.location());
  }

  @Override
  protected List<String> rows() throws IOException {
    return table().texts();
  }

  @Override
  protected List<String> values(String column) throws IOException {
    return table().values(column);
  }

  @Override
  protected int filesOfDay(LocalDate day) throws IOException {
    return table()
        .files(new Predicate("=", new Column("date"), Literal.ofDate((int) day.toEpochDay())))
        .size();
  }

  @Override
  protected void crashBeforeCommit() {
    Store dying = new DyingStore(Stores.of(lake.location(), store()));
    Lake files = new Lake(dying, lake.location());
    try (DeltaLakeTable table =
        new DeltaLakeTable(new DeltaLog(dying, files, store()), dying, files, TestLake.columns())) {
      assertThrows(DyingStore.Killed.class, () -> table.register(added -> {}));
    }
  }

  @Test
  void figuresOfColumnsKeepFilesClosed() throws Exception {
    lake.write(
        TestLake.batch("s1", "plant-a", "temperature", 10, DAY_1),
        TestLake.batch("s2", "plant-b", "temperature", 20, DAY_1));
    try (LakeTable table = open()) {
      table.register(files -> {});
    }
    assertEquals(1, filesFor("=", "sensor_id", Literal.ofString("s2")));
    assertEquals(1, filesFor(">", "value", Literal.ofDouble(15)));
    assertEquals(0, filesFor(">", "value", Literal.ofDouble(20)));
    assertEquals(2, filesFor(">=", "timestamp", micros(DAY_1)));
    assertEquals(0, filesFor("<", "timestamp", micros(DAY_1)));
    assertEquals(0, filesFor(">", "timestamp", micros("2026-03-01T10:00:01Z")));
  }

  private static Literal micros(String time) {
    return Literal.ofTimestamp(Instant.parse(time).toEpochMilli() * 1000);
  }

  private int filesFor(String comparison, String column, Literal value) throws IOException {
    return table().files(new Predicate(comparison, new Column(column), value)).size();
  }

  @Test
  void logIsSummedUpAndKeepsWhatHasLeft() throws Exception {
    TestLake source = new TestLake(folder.resolve("source"));
    source.write(
        IntStream.range(0, 22)
            .mapToObj(i -> TestLake.batch("s1", "plant-" + i, "temperature", i, DAY_1))
            .toArray(EnrichedBatch[]::new));
    String path = null;
    for (int i = 0; i < 22; i++) {
      String added = source.files().get(i);
      Files.createDirectories(lake.file(added).getParent());
      Files.copy(source.file(added), lake.file(added));
      try (LakeTable table = open()) {
        assertEquals(1, table.register(files -> {}).added(), "round " + i);
        if (i == 3) {
          // It is still in the lake, and out of the table.
          path = lake.files().get(0);
          String other = lake.writeBeside(path, "readings-other.parquet", "select * from file");
          table.swap(List.of(path), List.of(other));
        }
      }
    }
    Path log = lake.file("_delta_log");
    assertTrue(Files.exists(log.resolve("00000000000000000010.checkpoint.parquet")));
    assertTrue(Files.exists(log.resolve("00000000000000000020.checkpoint.parquet")));
    try (Stream<Path> names = Files.list(log)) {
      assertEquals(
          List.of("_last_checkpoint"),
          names
              .map(each -> each.getFileName().toString())
              .filter(name -> !name.matches("\\d{20}\\.(json|checkpoint\\.parquet)"))
              .toList());
    }
    // Versions before a checkpoint are deleted after a time; readers begin with it.
    for (int version = 0; version < 20; version++) {
      Files.delete(log.resolve("%020d.json".formatted(version)));
    }
    try (LakeTable table = open()) {
      assertEquals(0, table.register(files -> {}).added());
      assertEquals(22, table.files().size());
      assertFalse(table.files().contains(path));
      assertEquals(List.of(path), table.forget(Instant.now().plusSeconds(60), false));
    }
    assertEquals(22, rows().size());
    assertEquals(lake.rows(), rows().stream().sorted().toList());
  }

  @Test
  void tableOfANewerProtocolIsRefused() throws Exception {
    lake.write(TestLake.batch("s1", "plant-a", "temperature", 10, DAY_1));
    try (LakeTable table = open()) {
      table.register(files -> {});
    }
    Files.writeString(
        lake.file("_delta_log/00000000000000000001.json"),
        """
        {"protocol":{"minReaderVersion":1,"minWriterVersion":4}}
        """);
    try (LakeTable table = open()) {
      TableException e = assertThrows(TableException.class, () -> table.register(files -> {}));
      assertTrue(e.getMessage().contains("and 4 for writers of Delta's protocol"), e::getMessage);
    }
  }

  @Test
  void tableOfAnotherSchemaIsRefused() throws Exception {
    lake.write(TestLake.batch("s1", "plant-a", "temperature", 10, DAY_1));
    Path log = Files.createDirectories(lake.file("_delta_log"));
    Files.writeString(
        log.resolve("00000000000000000000.json"),
        """
        {"protocol":{"minReaderVersion":1,"minWriterVersion":2}}
        {"metaData":{"id":"x","format":{"provider":"parquet","options":{}},"schemaString":\
        "{\\"type\\":\\"struct\\",\\"fields\\":[{\\"name\\":\\"a\\",\\"type\\":\\"long\\",\
        \\"nullable\\":true,\\"metadata\\":{}}]}","partitionColumns":[],"configuration":{}}}
        """);
    try (LakeTable table = open()) {
      TableException e = assertThrows(TableException.class, () -> table.register(files -> {}));
      assertTrue(e.getMessage().contains("it is partitioned by nothing, and not by"));
    }
  }

  @Test
  void catalogIsRefused() {
    TableSettings settings =
        new TableSettings(
            lake.location(), folder.toString(), null, "a.b", Map.of(), store(), List.of());
    TableException e =
        assertThrows(TableException.class, () -> new DeltaTables().open(settings).close());
    assertTrue(e.getMessage().startsWith("--catalog, --warehouse and --catalogConfig are"));
  }
}

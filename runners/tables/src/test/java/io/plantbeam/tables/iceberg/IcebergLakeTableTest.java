package io.plantbeam.tables.iceberg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.tables.DyingStore;
import io.plantbeam.tables.LakeTable;
import io.plantbeam.tables.LakeTableContract;
import io.plantbeam.tables.TableException;
import io.plantbeam.tables.TableSettings;
import io.plantbeam.tables.TestLake;
import io.plantbeam.tables.delta.StoreConfiguration;
import io.plantbeam.tables.lake.Lake;
import io.plantbeam.tables.store.Store;
import io.plantbeam.tables.store.Stores;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.hadoop.HadoopCatalog;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;

/** The tables are read through Iceberg's own Hadoop catalog, and its own reader. */
class IcebergLakeTableTest extends LakeTableContract {
  private static final TableIdentifier NAME = TableIdentifier.of("plant", "readings");

  private String warehouse() {
    return place.warehouse();
  }

  /** Of Hadoop's access to files. */
  private Configuration conf() {
    return StoreConfiguration.of(store());
  }

  private TableSettings settings(String directory, String catalog) {
    return new TableSettings(
        directory, catalog, null, NAME.toString(), Map.of(), store(), TestLake.columns());
  }

  @Override
  protected LakeTable table(String directory) {
    return new IcebergTables().open(settings(directory, warehouse()));
  }

  /** In which somebody else makes a table. */
  Catalog writableCatalog() {
    return new HadoopCatalog(conf(), warehouse());
  }

  /** As other programs find it. */
  private Table table() {
    return new HadoopCatalog(conf(), warehouse()).loadTable(NAME);
  }

  @Override
  protected List<String> rows() throws IOException {
    return IcebergRows.texts(table());
  }

  @Override
  protected List<String> values(String column) throws IOException {
    List<String> values = new ArrayList<>();
    IcebergRows.of(table())
        .forEach(reading -> values.add(String.valueOf(reading.getField(column))));
    values.sort(null);
    return values;
  }

  @Override
  protected int filesOfDay(LocalDate day) throws IOException {
    return filesFor(Expressions.equal("date", day.toString())).size();
  }

  private List<DataFile> filesFor(Expression filter) throws IOException {
    List<DataFile> files = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks = table().newScan().filter(filter).planFiles()) {
      tasks.forEach(task -> files.add(task.file().copy()));
    }
    return files;
  }

  @Override
  protected void crashBeforeCommit() {
    Store dying = new DyingStore(Stores.of(lake.location(), store()));
    try (IcebergLakeTable table =
        new IcebergLakeTable(
            new DirectoryCatalog(dying, warehouse()),
            NAME,
            dying,
            new Lake(dying, lake.location()),
            TestLake.columns())) {
      assertThrows(DyingStore.Killed.class, () -> table.register(files -> {}));
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
    assertEquals(1, filesFor(Expressions.equal("sensor_id", "s2")).size());
    assertEquals(1, filesFor(Expressions.greaterThan("value", 15.0)).size());
    assertEquals(
        0, filesFor(Expressions.greaterThan("timestamp", "2026-03-01T10:00:01+00:00")).size());
    assertEquals(2, filesFor(Expressions.equal("metric", "m")).size());
    DataFile file = filesFor(Expressions.equal("sensor_id", "s2")).get(0);
    assertEquals(1, file.recordCount());
    assertEquals(java.nio.file.Files.size(lake.file(lake.files().get(1))), file.fileSizeInBytes());
  }

  @Test
  void columnsHaveWhatTheyAreAbout() {
    lake.write(TestLake.batch("s1", "plant-a", "temperature", 10, DAY_1));
    try (LakeTable table = open()) {
      table.register(files -> {});
    }
    Schema schema = table().schema();
    assertEquals("event time", schema.findField("timestamp").doc());
    assertEquals(Types.TimestampType.withZone(), schema.findField("timestamp").type());
    assertEquals(Types.DateType.get(), schema.findField("date").type());
    assertEquals(TestLake.columns().size() + 3, schema.columns().size());
  }

  @Test
  void snapshotsSayWhatWasDone() throws Exception {
    lake.write(TestLake.batch("s1", "plant-a", "temperature", 10, DAY_1));
    try (LakeTable table = open()) {
      table.register(files -> {});
      assertEquals(DataOperations.APPEND, table().currentSnapshot().operation());
      String path = lake.files().get(0);
      String other = lake.writeBeside(path, "readings-1.parquet", "select * from file");
      table.swap(List.of(path), List.of(other));
      // Whoever reads what is new passes over a snapshot that changes no rows.
      assertEquals(DataOperations.REPLACE, table().currentSnapshot().operation());
    }
  }

  @Test
  void tableOfAnotherLakeIsRefused() {
    lake.write(TestLake.batch("s1", "plant-a", "temperature", 10, DAY_1));
    TestLake other = new TestLake(folder.resolve("other"));
    other.write(TestLake.batch("s1", "plant-a", "temperature", 10, DAY_1));
    try (LakeTable table = open()) {
      table.register(files -> {});
    }
    try (LakeTable table = open(other.location())) {
      TableException e = assertThrows(TableException.class, () -> table.register(files -> {}));
      assertTrue(e.getMessage().contains("is of another lake"), e::getMessage);
    }
  }

  @Test
  void tableOfAnotherSchemaIsRefused() {
    Schema schema =
        new Schema(
            Types.NestedField.optional(1, "sensor_id", Types.StringType.get()),
            Types.NestedField.optional(2, "day", Types.DateType.get()));
    writableCatalog()
        .createTable(NAME, schema, PartitionSpec.builderFor(schema).identity("day").build());
    lake.write(TestLake.batch("s1", "plant-a", "temperature", 10, DAY_1));
    try (LakeTable table = open()) {
      TableException e = assertThrows(TableException.class, () -> table.register(files -> {}));
      assertEquals(
          "Table plant.readings is not one of a lake of Plantbeam: it is partitioned by day, and not"
              + " by facility_id, sensor_type, date",
          e.getMessage());
    }
  }

  @Test
  void settingsThatLackSomethingAreRefused() {
    refused(settings(lake.location(), null), "--catalog is missing");
    refused(settings(lake.location(), "jdbc:postgresql://db/x"), "--warehouse is missing");
    refused(settings(lake.location(), "hdfs://name/x"), "hdfs://name/x: tables can be in");
    refused(
        new TableSettings(
            lake.location(), warehouse(), null, "readings", Map.of(), store(), List.of()),
        "--table=readings: allowed is a name with its namespace");
  }

  private static void refused(TableSettings settings, String reason) {
    TableException e =
        assertThrows(TableException.class, () -> new IcebergTables().open(settings).close());
    assertTrue(e.getMessage().contains(reason), e::getMessage);
  }
}

package io.plantbeam.tables.iceberg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.tables.LakeTable;
import io.plantbeam.tables.StoreSettings;
import io.plantbeam.tables.TableException;
import io.plantbeam.tables.TableSettings;
import io.plantbeam.tables.TableUnavailableException;
import io.plantbeam.tables.TestLake;
import io.plantbeam.tables.store.LocalFileIO;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.rest.RestCatalogServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Catalogs that are servers: a REST catalog, and a database. */
class IcebergCatalogsTest {
  private static final TableIdentifier NAME = TableIdentifier.of("plant", "readings");
  private static final String TOKEN = "a-token-that-nobody-may-print";

  @TempDir private Path folder;

  private TestLake lake;

  @BeforeEach
  void writeLake() {
    lake = new TestLake(folder.resolve("lake"));
    lake.write(
        TestLake.batch("s1", "plant/a", "temperature", 10, "2026-03-01T10:00:00Z"),
        TestLake.batch("s2", "plant-b", "vibration", 20, "2026-03-02T10:00:00Z"));
  }

  private TableSettings settings(String catalog, Map<String, String> properties) {
    return new TableSettings(
        lake.location(),
        catalog,
        catalog.startsWith("jdbc:") ? warehouse() : null,
        NAME.toString(),
        properties,
        StoreSettings.DEFAULT,
        TestLake.columns());
  }

  private String warehouse() {
    return folder.resolve("warehouse").toString();
  }

  private Map<String, String> properties(String uri) {
    return Map.of(
        CatalogProperties.URI,
        uri,
        CatalogProperties.WAREHOUSE_LOCATION,
        warehouse(),
        CatalogProperties.FILE_IO_IMPL,
        LocalFileIO.class.getName());
  }

  /** Registers with several programs at once, twice, and reads through the catalog. */
  private void check(TableSettings settings, Catalog catalog) throws Exception {
    registerAtOnce(settings);
    assertRows(catalog);
    long snapshot = catalog.loadTable(NAME).currentSnapshot().snapshotId();
    try (LakeTable table = new IcebergTables().open(settings)) {
      assertEquals(0, table.register(files -> {}).added());
      assertEquals(String.valueOf(snapshot), table.snapshot());
    }
    lake.write(TestLake.batch("s1", "plant/a", "temperature", 30, "2026-03-03T10:00:00Z"));
    registerAtOnce(settings);
    assertRows(catalog);
  }

  private void assertRows(Catalog catalog) throws Exception {
    List<String> rows = new ArrayList<>();
    IcebergRows.of(catalog.loadTable(NAME))
        .forEach(row -> rows.add(row.getField("sensor_id") + "|" + row.getField("facility_id")));
    rows.sort(null);
    List<String> expected =
        lake.rows().stream()
            .map(row -> row.split("\\|"))
            .map(row -> row[0] + "|" + row[4])
            .toList();
    assertEquals(expected, rows);
  }

  private static void registerAtOnce(TableSettings settings) throws Exception {
    int programs = 3;
    CyclicBarrier start = new CyclicBarrier(programs);
    ExecutorService threads = Executors.newFixedThreadPool(programs);
    try {
      List<Future<String>> runs = new ArrayList<>();
      for (int i = 0; i < programs; i++) {
        Callable<String> run =
            () -> {
              start.await();
              try (LakeTable table = new IcebergTables().open(settings)) {
                return table.register(files -> {}).snapshot();
              }
            };
        runs.add(threads.submit(run));
      }
      for (Future<String> run : runs) {
        run.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void databaseFindsTables() throws Exception {
    String url = database();
    try (JdbcCatalog catalog = new JdbcCatalog()) {
      catalog.initialize("plantbeam", properties(url));
      check(settings(url, Map.of()), catalog);
    }
  }

  private String database() {
    return "jdbc:h2:" + folder.resolve("catalog");
  }

  @Test
  void restCatalogFindsTables() throws Exception {
    try (JdbcCatalog catalog = new JdbcCatalog()) {
      catalog.initialize("behind", properties(database()));
      try (RestCatalogServer server = new RestCatalogServer(catalog, TOKEN)) {
        check(settings(server.url(), Map.of("token", TOKEN)), catalog);

        TableException e =
            assertThrows(
                TableException.class,
                () ->
                    new IcebergTables()
                        .open(settings(server.url(), Map.of("token", "another")))
                        .close());
        assertTrue(e.getMessage().contains("access was refused"), e::getMessage);
      }
    }
  }

  @Test
  void catalogThatDoesNotAnswerIsSaidWithoutItsSecrets() {
    for (String catalog : List.of("http://localhost:1", "jdbc:postgresql://localhost:1/catalog")) {
      TableUnavailableException e =
          assertThrows(
              TableUnavailableException.class,
              () -> {
                try (LakeTable table =
                    new IcebergTables()
                        .open(
                            settings(
                                catalog,
                                Map.of(
                                    "token", TOKEN, "jdbc.user", "u", "jdbc.password", TOKEN)))) {
                  table.register(files -> {});
                }
              });
      assertTrue(e.getMessage().startsWith("--catalog=" + catalog), e::getMessage);
      assertFalse(e.getMessage().contains(TOKEN), e::getMessage);
    }
  }
}

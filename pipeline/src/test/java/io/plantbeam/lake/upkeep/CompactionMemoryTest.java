package io.plantbeam.lake.upkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.lake.store.LakeDirectory;
import io.plantbeam.lake.store.LakeDirectory.StoredFile;
import io.plantbeam.servers.JavaCommand;
import io.plantbeam.stores.Stores;
import io.plantbeam.testing.StartedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that compaction makes may be larger than its heap. */
class CompactionMemoryTest {
  private static final String HEAP = "-Xmx64m";
  private static final int FILES = 10;
  private static final int ROWS_OF_A_FILE = 23_000;
  private static final long MEGABYTES = 100;

  /** Sorted as a job sorts them, with a text of 704 characters that hardly gets smaller. */
  private static final String ROWS =
      """
      copy (
        select 'sensor-' || (i %% 200) as sensor_id, 'm' as metric,
          make_timestamptz(1767225600000000 + i * 30000) as timestamp, (i %% 977) / 10 as value,
          'telemetry' as source_topic, %4$d as source_partition, %1$d + i as source_offset,
          array_to_string(
            list_transform(range(16), k -> to_base64(unhex(sha256(k || '-' || (%1$d + i))))), '')
            as attributes
        from range(%2$d) rows(i) order by i %% 200, i)
      to '%3$s' (format parquet, compression zstd, row_group_size 2048)
      """;

  @TempDir Path folder;

  @Test
  void compactedFileIsLargerThanTheHeapThatMakesIt() throws IOException, SQLException {
    TestLake lake = new TestLake(folder.resolve("lake"));
    Path partition =
        Files.createDirectories(lake.file("facility_id=f/sensor_type=t/date=2026-01-01"));
    for (int i = 0; i < FILES; i++) {
      write(
          ROWS.formatted(
              i * ROWS_OF_A_FILE,
              ROWS_OF_A_FILE,
              partition.resolve("readings-%d.parquet".formatted(i)),
              i));
    }
    Path temporary = Files.createDirectories(folder.resolve("tmp"));

    StartedProgram.start(
            List.of(
                JavaCommand.java(),
                HEAP,
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Compaction.class.getName(),
                lake.directory().toString()),
            Map.of(),
            folder.resolve("log"))
        .awaitSuccess(Duration.ofMinutes(5));

    List<StoredFile> files = lake.directory().readings();
    assertEquals(1, files.size());
    assertTrue(files.get(0).bytes() > MEGABYTES << 20, files::toString);
    assertEquals(
        List.of(String.valueOf(FILES * ROWS_OF_A_FILE)),
        lake.query("select count(distinct source_offset) from lake"));
    assertEquals(
        List.of("0"),
        lake.query(
            "select count(*) from (select (sensor_id, timestamp) < lag((sensor_id, timestamp)) over"
                + " (order by file_row_number) as back from read_parquet('%s',"
                    .formatted(lake.file(files.get(0).path()))
                + " file_row_number = true)) where back"));
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(List.of(), left.toList());
    }
  }

  private static void write(String statement) throws SQLException {
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement copy = duckDb.createStatement()) {
      copy.execute(statement);
    }
  }

  /** Compacts a lake. */
  static final class Compaction {
    private Compaction() {}

    public static void main(String[] args) throws IOException {
      Stores.open(Map.of());
      new CompactLake(LakeDirectory.of(args[0]), List.of(), Duration.ZERO, System.out::println)
          .run(Instant.parse("2026-01-05T00:00:00Z"), false);
    }
  }
}

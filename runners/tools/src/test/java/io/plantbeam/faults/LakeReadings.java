package io.plantbeam.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the lake with DuckDB. */
final class LakeReadings {
  /** What a user would ask to see whether a reading is there twice. */
  static final String QUERY =
      """
      select sensor_id || '|' || epoch_ms(timestamp) || '|' || value
      from read_parquet('%s/**/*.parquet', hive_partitioning = true)
      where epoch_ms(timestamp) < %d and sensor_id not like 'closing%%'
      """;

  private static final String REPEATED =
      """
      select sensor_id || '|' || epoch_ms(timestamp)
      from read_parquet('%s/**/*.parquet', hive_partitioning = true)
      group by all
      having count(distinct source_partition || '-' || source_offset) > 1
      """;

  private LakeReadings() {}

  /**
   * The identity and the value of each row whose event time is before a time; none while there is
   * no lake.
   */
  static List<String> before(Path lake, Instant time) throws SQLException {
    List<String> readings = new ArrayList<>();
    if (!hasFiles(lake)) {
      return readings;
    }
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(QUERY.formatted(lake, millis(time)))) {
      while (rows.next()) {
        readings.add(rows.getString(1));
      }
    }
    return readings;
  }

  /**
   * The identities of readings in the lake that have come from more than one message, of which all
   * but the first are duplicates that should have been dropped.
   */
  static List<String> fromSeveralMessages(Path lake) throws SQLException {
    List<String> readings = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(REPEATED.formatted(lake))) {
      while (rows.next()) {
        readings.add(rows.getString(1));
      }
    }
    return readings;
  }

  /** Whether a file of the lake is complete. */
  static boolean hasFiles(Path lake) {
    if (!Files.isDirectory(lake)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(lake)) {
      return files.anyMatch(file -> file.toString().endsWith(".parquet"));
    } catch (IOException | UncheckedIOException e) {
      // A temporary file has got its name meanwhile.
      return false;
    }
  }

  private static long millis(Instant time) {
    return time.equals(Instant.MAX) ? Long.MAX_VALUE : time.toEpochMilli();
  }
}

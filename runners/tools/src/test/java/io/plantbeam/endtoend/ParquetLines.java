package io.plantbeam.endtoend;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of Parquet files as JSON, with the columns that their folders add, as DuckDB has them.
 */
public final class ParquetLines {
  private static final String QUERY =
      """
      select to_json(r)::varchar from (
        select * replace (date::varchar as date)
        from read_parquet('%s/**/*.parquet', hive_partitioning = true)) r
      """;

  private ParquetLines() {}

  /** The rows of all files below a directory with dates; none while there is no such directory. */
  public static List<String> read(Path directory) throws SQLException {
    List<String> lines = new ArrayList<>();
    if (!Files.isDirectory(directory)) {
      return lines;
    }
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(QUERY.formatted(directory))) {
      while (found.next()) {
        lines.add(found.getString(1));
      }
    }
    return lines;
  }
}

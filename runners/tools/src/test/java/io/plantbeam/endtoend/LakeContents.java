package io.plantbeam.endtoend;

import io.plantbeam.reference.ReferenceResult;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of a lake with all columns, sorted, as DuckDB reads them and as the reference expects
 * them. A reading's source is the name of its file, or topic and partition with a dash between.
 */
public final class LakeContents {
  private static final String QUERY =
      """
      select sensor_id, metric,
        regexp_replace(strftime(timezone('UTC', timestamp), '%%Y-%%m-%%dT%%H:%%M:%%S.%%fZ'),
          '000Z$', 'Z') as timestamp,
        value, unit, quality_score, range_check, facility_name, location, timezone,
        production_line, equipment_id, maintenance_schedule, calibration_date, alert_low,
        alert_high, asset_matched, hour_of_day, day_of_week, shift,
        coalesce(regexp_extract(source_file, '[^/]*$'), source_topic || '-' || source_partition)
          as source,
        source_offset, facility_id, sensor_type, date::varchar as date, attributes
      from read_parquet('%s/**/*.parquet', hive_partitioning = true)
      """;

  private LakeContents() {}

  /** The rows of the lake in a directory that holds at least one file. */
  public static List<String> read(Path lake) throws SQLException {
    return readRows(lake).stream().map(Map::toString).sorted().toList();
  }

  /** The same unsorted, by column. */
  public static List<Map<String, Object>> readRows(Path lake) throws SQLException {
    List<Map<String, Object>> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(QUERY.formatted(lake))) {
      ResultSetMetaData columns = found.getMetaData();
      while (found.next()) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          row.put(columns.getColumnLabel(i), found.getObject(i));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  /** The rows that a job has to write. */
  public static List<String> expected(ReferenceResult result) {
    return result.readings().stream().map(reading -> reading.fields().toString()).sorted().toList();
  }
}

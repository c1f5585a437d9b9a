package io.plantbeam.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.model.OutputSchema;
import io.plantbeam.model.RecentMeans;
import io.plantbeam.parquet.WriterSettings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.hadoop.ParquetWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetRowsTest {
  private static final OutputSchema<RecentMeans> CURVES =
      OutputSchema.<RecentMeans>of("curves")
          .integer("minutes", "how many", means -> means.toList().size())
          .means("recent", "the means", means -> means)
          .build();

  @TempDir Path folder;

  @Test
  void meansAreAListOfTimesAndNumbers() throws IOException, SQLException {
    Path file = folder.resolve("curves.parquet");
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        ParquetWriter<RecentMeans> writer =
            ParquetRows.writer(
                CURVES, channel, new WriterSettings(List.of(), List.of()), Map.of())) {
      writer.write(RecentMeans.NONE.with(29_453_760, 20.5).with(29_453_762, 21));
      writer.write(RecentMeans.NONE);
    }
    assertEquals(
        List.of("2|29453760 20.5,29453762 21.0", "0|"),
        rows(
            "select minutes, list_aggregate(list_transform(recent, m -> epoch(m.at)::bigint // 60"
                + " || ' ' || m.mean), 'string_agg', ',') from '%s'".formatted(file)));
  }

  private static List<String> rows(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (found.next()) {
        String list = found.getString(2);
        rows.add(found.getString(1) + "|" + (list == null ? "" : list));
      }
      return rows;
    }
  }
}

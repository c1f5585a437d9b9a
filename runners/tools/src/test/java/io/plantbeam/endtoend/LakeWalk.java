package io.plantbeam.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.servers.S3Server;
import io.plantbeam.tables.LakeTable;
import io.plantbeam.tables.ObjectAccess;
import io.plantbeam.tables.StoreSettings;
import io.plantbeam.tables.TableSettings;
import io.plantbeam.testing.GeneratedDocs;
import io.plantbeam.testing.SharedS3;
import io.plantbeam.tools.lake.TablesLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The way of the docs from an empty bucket to a query, as it is written, on an S3 server. */
final class LakeWalk {
  private final String section;
  private final DocumentedLines shell;

  /** The bucket of the docs, as the directory in which the server has it. */
  private final Path bucket = SharedS3.server().bucket("plant");

  LakeWalk(Path folder) throws IOException {
    section =
        DocumentedLines.between(
            Files.readString(GeneratedDocs.page("lake.md")),
            "## From an empty bucket to a query",
            "## Runs on the same files");
    shell = new DocumentedLines(folder);
    Matcher export =
        Pattern.compile("export S3=\"(.*)\"\n")
            .matcher(DocumentedLines.blocks(section, "bash").get(0));
    assertTrue(export.matches());
    shell.set("S3", export.group(1).replace("$S3_ENDPOINT", SharedS3.server().url()));
    shell.set("S3_ACCESS_KEY", S3Server.ACCESS_KEY);
    shell.set("S3_SECRET_KEY", S3Server.SECRET_KEY);
  }

  DocumentedLines shell() {
    return shell;
  }

  /** Where the files of the lake are on a disk. */
  Path readings() {
    return bucket.resolve("out/readings");
  }

  Path warehouse() {
    return bucket.resolve("warehouse");
  }

  /** Runs all commands; what each has printed. */
  List<String> run() throws IOException, InterruptedException {
    List<String> lines = DocumentedLines.of(section);
    assertEquals(5, lines.size(), lines::toString);
    List<String> printed = new ArrayList<>();
    for (String line : lines) {
      printed.add(shell.runToItsEnd(line));
    }
    return printed;
  }

  /** The settings of Spark in the docs, with the address of this server. */
  String settings() {
    return DocumentedLines.blocks(section, "properties")
        .get(0)
        .replace("http://localhost:9000", SharedS3.server().url());
  }

  /** The query of the docs. */
  String query() {
    return DocumentedLines.blocks(section, "sql").get(0);
  }

  /** The files that the table has now, by its library. */
  Set<String> tableFiles() {
    try (LakeTable table =
        TablesLibrary.load()
            .open(
                "iceberg",
                new TableSettings(
                    "s3://plant/out/readings",
                    "s3://plant/warehouse",
                    null,
                    "plantbeam.readings",
                    Map.of(),
                    new StoreSettings(
                        SharedS3.server().url(),
                        null,
                        null,
                        S3Server.ACCESS_KEY,
                        S3Server.SECRET_KEY,
                        null,
                        ObjectAccess.NONE),
                    List.of()))) {
      return table.files();
    }
  }

  /** What DuckDB answers the query, of the files that the table has now. */
  List<String> answer() throws SQLException {
    String files =
        tableFiles().stream()
            .map(path -> "'%s/%s'".formatted(readings(), path))
            .collect(Collectors.joining(", "));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("attach ':memory:' as lake");
      statement.execute("create schema lake.plantbeam");
      statement.execute(
          "create view lake.plantbeam.readings as select * from read_parquet([%s], hive_partitioning = true)"
              .formatted(files));
      List<String> rows = new ArrayList<>();
      try (ResultSet found = statement.executeQuery(query())) {
        while (found.next()) {
          rows.add("%s %s %s".formatted(found.getString(1), found.getLong(2), found.getDouble(3)));
        }
      }
      return rows;
    }
  }
}

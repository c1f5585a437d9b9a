package io.plantbeam.tables;

import io.plantbeam.lake.LakeRow;
import io.plantbeam.lake.WriteLake;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.OutputSchema;
import io.plantbeam.model.PlantbeamCoders;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.Reading;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.SeriesInfo;
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
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;

/** A lake as Plantbeam writes it, and what DuckDB reads of its files. */
public final class TestLake {
  private static final Origin FILE = Origin.ofFile("/data/in.ndjson");

  private final String location;
  private final Path directory;

  /** On a disk. */
  public TestLake(Path directory) {
    this(directory.toString(), directory);
  }

  /**
   * In an object store.
   *
   * @param directory in which the same files are on a disk
   */
  public TestLake(String location, Path directory) {
    this.location = location;
    this.directory = directory;
  }

  /** As a table is told of it. */
  public String location() {
    return location;
  }

  /** A file of it, on a disk. */
  public Path file(String path) {
    return directory.resolve(path);
  }

  /** The columns of the files, as a caller says them. */
  public static List<TableColumn> columns() {
    List<TableColumn> columns = new ArrayList<>();
    for (OutputSchema.Field<LakeRow> field : LakeRow.SCHEMA.fields()) {
      columns.add(
          new TableColumn(
              field.name(), TableColumn.Type.valueOf(field.type().name()), field.description()));
    }
    return columns;
  }

  /** Readings of one series, one for each time; the value is the sum of the value and its place. */
  public static EnrichedBatch batch(
      String sensor, String facility, String sensorType, double value, String... times) {
    SeriesInfo series = new SeriesInfo(sensor, "m", sensorType, facility, null);
    ReadingBatch.Builder readings = new ReadingBatch.Builder(series, FILE);
    for (int i = 0; i < times.length; i++) {
      long micros = Instant.parse(times[i]).toEpochMilli() * 1000;
      readings.add(
          new Reading(series, micros, value + i, 1.0, RangeCheck.OK, new MessagePosition(FILE, 7)));
    }
    return new EnrichedBatch(readings.build(), AssetContext.unmatched(facility));
  }

  /** Writes readings as a job does, a file for each folder. */
  public void write(EnrichedBatch... batches) {
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
    PlantbeamCoders.register(pipeline.getCoderRegistry());
    pipeline.apply(Create.of(List.of(batches))).apply(WriteLake.to(directory.toString()));
    pipeline.run().waitUntilFinish();
  }

  /** The paths of the files below the lake, sorted. */
  public List<String> files() {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths
          .filter(path -> path.toString().endsWith(".parquet"))
          .map(path -> directory.relativize(path).toString())
          .filter(path -> !path.startsWith("_"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes another file beside one, with what a query makes of its rows.
   *
   * @param query of the rows in {@code file}
   * @return its path below the lake
   */
  public String writeBeside(String path, String name, String query) {
    String target = path.substring(0, path.lastIndexOf('/') + 1) + name;
    duckDb(
        "copy (%s) to '%s' (format parquet)"
            .formatted(
                query.replace(
                    "file",
                    "read_parquet('%s', hive_partitioning = false)"
                        .formatted(quoted(directory.resolve(path).toString()))),
                quoted(directory.resolve(target).toString())));
    return target;
  }

  /** The readings of the files as texts, sorted, for {@link #row}. */
  public List<String> rows() {
    List<String> rows =
        new ArrayList<>(
            duckDb(
                """
                select concat_ws('|', sensor_id, metric, epoch_us(timestamp), value, facility_id,
                  sensor_type, date) from read_parquet('%s/facility_id=*/*/*/*.parquet',
                  hive_partitioning = true, hive_types_autocast = false, union_by_name = true)
                """
                    .formatted(quoted(directory.toString()))));
    rows.sort(null);
    return rows;
  }

  /** One reading as a text. */
  public static String row(
      Object sensor,
      Object metric,
      long micros,
      Object value,
      Object facility,
      Object type,
      Object date) {
    return "%s|%s|%d|%s|%s|%s|%s".formatted(sensor, metric, micros, value, facility, type, date);
  }

  private static String quoted(String text) {
    return text.replace("'", "''");
  }

  /** The first column of a statement's rows. */
  private static List<String> duckDb(String sql) {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      List<String> values = new ArrayList<>();
      if (statement.execute(sql)) {
        try (ResultSet rows = statement.getResultSet()) {
          while (rows.next()) {
            values.add(rows.getString(1));
          }
        }
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}

package io.plantbeam.lake.upkeep;

import io.plantbeam.lake.WriteLake;
import io.plantbeam.lake.store.LakeDirectory;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.PlantbeamCoders;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.Reading;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.SeriesInfo;
import java.io.IOException;
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
import java.util.Map;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;

/** A lake of files that the job's own step has written, read by DuckDB. */
class TestLake {
  static final Origin TOPIC = Origin.ofPartition("telemetry", 3);

  private final String location;
  private final Path directory;
  private final Map<String, String> options;

  /** On a disk. */
  TestLake(Path directory) {
    this(directory.toString(), directory, Map.of());
  }

  /**
   * In an object store.
   *
   * @param directory in which the same files are on a disk
   * @param options of the store
   */
  TestLake(String location, Path directory, Map<String, String> options) {
    this.location = location;
    this.directory = directory;
    this.options = options;
  }

  LakeDirectory directory() {
    return LakeDirectory.of(location);
  }

  /** A file on the disk. */
  Path file(String path) {
    return directory.resolve(path);
  }

  /** Writes a file for each partition of the batches. */
  void write(EnrichedBatch... batches) {
    Pipeline pipeline =
        Pipeline.create(
            PipelineOptionsFactory.fromArgs(
                    options.entrySet().stream()
                        .map(option -> "--%s=%s".formatted(option.getKey(), option.getValue()))
                        .toArray(String[]::new))
                .create());
    PlantbeamCoders.register(pipeline.getCoderRegistry());
    pipeline.apply(Create.of(List.of(batches))).apply(WriteLake.to(location));
    pipeline.run().waitUntilFinish();
  }

  /** Readings of a series, ten seconds apart, each its number as value and offset. */
  static EnrichedBatch batch(String sensor, String facility, String begin, int from, int to) {
    return batch(TOPIC, sensor, facility, begin, from, to);
  }

  static EnrichedBatch batch(
      Origin origin, String sensor, String facility, String begin, int from, int to) {
    SeriesInfo series = new SeriesInfo(sensor, "m", "t", facility, "°C");
    ReadingBatch.Builder readings = new ReadingBatch.Builder(series, origin);
    long micros = Instant.parse(begin).toEpochMilli() * 1000;
    for (int i = from; i < to; i++) {
      readings.add(
          new Reading(
              series,
              micros + i * 10_000_001L,
              i % 50,
              1.0,
              RangeCheck.OK,
              new MessagePosition(origin, i),
              i % 3 == 0 ? "{\"n\":" + i + "}" : null));
    }
    return new EnrichedBatch(readings.build(), AssetContext.unmatched(facility));
  }

  /** All rows with all columns, each as text. */
  List<String> rows() throws SQLException {
    return query(
        "select lake::varchar from (select * exclude (filename) from lake) lake order by all");
  }

  List<String> query(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "create view lake as select * from read_parquet('%s/**/*.parquet',".formatted(directory)
              + " hive_partitioning = true, hive_types_autocast = false, filename = true,"
              + " union_by_name = true)");
    }
    return connection;
  }

  /** The paths of all files. */
  List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}

package io.plantbeam.benchmark;

import io.plantbeam.lake.WriteLake;
import io.plantbeam.lake.store.LakeDirectory;
import io.plantbeam.lake.upkeep.CompactLake;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.PlantbeamCoders;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.Reading;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.parquet.ChannelInput;
import io.plantbeam.parquet.ChannelOutput;
import io.plantbeam.parquet.WriterSettings;
import io.plantbeam.servers.Checkout;
import io.plantbeam.servers.JavaCommand;
import io.plantbeam.testing.StartedProgram;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;

/**
 * The files of a lake beside what other writers make of the same rows: how large they are, and how
 * long DuckDB takes for three queries of each, with one thread, the best of fifteen.
 *
 * <p>The rows are a day of 150 sensors, 2.6 million readings from four partitions of a topic: one
 * every 5 s with up to 20 ms of jitter, values with two decimals.
 *
 * <p>{@code ./mvnw -B -q -Plake-benchmarks -pl transforms,runners/embedded,pipeline test-compile},
 * after {@code runners/engines/prepare spark}
 */
final class LakeFilesBenchmark {
  private static final int SENSORS = 150;
  private static final int PARTITIONS = 4;
  private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final int JITTER_MICROS = 20_000;

  /** What a job has together of a series. */
  private static final int READINGS_OF_A_BATCH = 120;

  /** Compaction takes a partition of several files. */
  private static final int SHARDS = 2;

  private static final int ROUNDS = 15;
  private static final Duration LIMIT = Duration.ofMinutes(15);

  private static final String LIKE_THE_LAKE =
      "spark.sql.parquet.compression.codec=zstd,spark.sql.parquet.outputTimestampType=TIMESTAMP_MICROS";

  /** One sensor, the mean of each sensor, and one hour. */
  private static final List<String> QUERIES =
      List.of(
          "select count(*), avg(value) from rows where sensor_id = 'sensor-077'",
          "select sensor_id, avg(value) from rows group by sensor_id",
          "select count(*), avg(value) from rows where timestamp >= '2026-01-01 12:00:00Z' and"
              + " timestamp < '2026-01-01 13:00:00Z'");

  private final Path folder;

  private LakeFilesBenchmark(Path folder) {
    this.folder = folder;
  }

  /** Writes all files and prints the table. */
  public static void main(String[] args) throws IOException, SQLException {
    Path folder = Files.createTempDirectory("plantbeam-lake-files");
    try {
      new LakeFilesBenchmark(folder).run();
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private void run() throws IOException, SQLException {
    writeLake();
    List<Path> job = move(files(folder.resolve("lake")), folder.resolve("job"));
    // Compaction finds them where they were.
    for (Path file : job) {
      Path place = folder.resolve("lake").resolve(folder.resolve("job").relativize(file));
      Files.copy(file, place);
    }
    new CompactLake(
            LakeDirectory.of(folder.resolve("lake").toString()),
            List.of(),
            Duration.ZERO,
            said -> {})
        .run(DAY.plus(Duration.ofDays(2)), false);
    List<Path> compacted = files(folder.resolve("lake"));
    List<Path> plainOfJob = plain(job, "plain-of-job");
    List<Path> plainOfCompacted = plain(compacted, "plain-of-compacted");
    duckDb(compacted);
    spark(job, compacted);

    List<Measured> all =
        List.of(
            new Measured("a job's files", job),
            new Measured("the same rows, plain defaults of parquet-java with zstd", plainOfJob),
            new Measured("the same, Spark as it comes", files(folder.resolve("spark-job"))),
            new Measured(
                "the same, Spark, zstd and times", files(folder.resolve("spark-job-zstd"))),
            new Measured("sorted: lake compact", compacted),
            new Measured("the same rows, plain defaults of parquet-java", plainOfCompacted),
            new Measured("the same, Spark as it comes", files(folder.resolve("spark-sorted"))),
            new Measured(
                "the same, Spark, zstd and times", files(folder.resolve("spark-sorted-zstd"))),
            new Measured("the same, DuckDB with zstd", files(folder.resolve("duckdb"))));
    // In turn, so that what else the machine does is shared out among them.
    for (int round = 0; round < ROUNDS; round++) {
      for (Measured files : all) {
        files.query();
      }
    }
    System.out.println("| file | size | one sensor | mean per sensor | one hour |");
    System.out.println("| --- | --- | --- | --- | --- |");
    for (Measured files : all) {
      System.out.println(files.row());
      files.close();
    }
  }

  private void writeLake() {
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
    PlantbeamCoders.register(pipeline.getCoderRegistry());
    pipeline
        .apply(Create.of(batches()))
        .apply(WriteLake.to(folder.resolve("lake").toString()).withShards(SHARDS));
    pipeline.run().waitUntilFinish();
  }

  private static List<EnrichedBatch> batches() {
    AssetContext plant = AssetContext.unmatched("plant-1");
    Random random = new Random(16);
    List<EnrichedBatch> batches = new ArrayList<>();
    int readings = (int) Duration.ofDays(1).dividedBy(INTERVAL);
    for (int first = 0; first < readings; first += READINGS_OF_A_BATCH) {
      for (int sensor = 0; sensor < SENSORS; sensor++) {
        SeriesInfo series =
            new SeriesInfo(
                String.format(Locale.ROOT, "sensor-%03d", sensor),
                "temperature",
                "temperature",
                "plant-1",
                "°C");
        Origin origin = Origin.ofPartition("telemetry", sensor % PARTITIONS);
        ReadingBatch.Builder batch = new ReadingBatch.Builder(series, origin);
        for (int i = first; i < Math.min(readings, first + READINGS_OF_A_BATCH); i++) {
          long micros =
              (DAY.toEpochMilli() + i * INTERVAL.toMillis()) * 1000 + random.nextInt(JITTER_MICROS);
          double value =
              Math.round(2000 + sensor + 300 * Math.sin(i / 700.0) + 20 * random.nextGaussian());
          long offset = (long) i * (SENSORS / PARTITIONS + 1) + sensor / PARTITIONS;
          batch.add(
              new Reading(
                  series,
                  micros,
                  value / 100,
                  1.0,
                  RangeCheck.OK,
                  new MessagePosition(origin, offset)));
        }
        batches.add(new EnrichedBatch(batch.build(), plant));
      }
    }
    return batches;
  }

  private List<Path> move(List<Path> files, Path to) throws IOException {
    List<Path> moved = new ArrayList<>();
    for (Path file : files) {
      Path target = to.resolve(folder.resolve("lake").relativize(file));
      Files.createDirectories(target.getParent());
      moved.add(Files.move(file, target));
    }
    return moved;
  }

  /** As parquet-java writes where nothing is said but zstd: the encodings of Parquet 1. */
  private List<Path> plain(List<Path> files, String name) throws IOException {
    Path target = Files.createDirectories(folder.resolve(name)).resolve("rows.parquet");
    try (WritableByteChannel out =
        Files.newByteChannel(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ParquetWriter<Group> writer = null;
      for (Path file : files) {
        try (ReadableByteChannel in = Files.newByteChannel(file);
            ParquetFileReader reader = ChannelInput.open(in)) {
          MessageType schema = reader.getFileMetaData().getSchema();
          if (writer == null) {
            ExampleParquetWriter.Builder builder =
                ExampleParquetWriter.builder(new ChannelOutput(out)).withType(schema);
            new WriterSettings(List.of(), List.of()).applyTo(builder);
            writer =
                builder
                    .withWriterVersion(WriterVersion.PARQUET_1_0)
                    .withRowGroupSize((long) ParquetWriter.DEFAULT_BLOCK_SIZE)
                    .build();
          }
          MessageColumnIO columns = new ColumnIOFactory().getColumnIO(schema);
          for (PageReadStore pages = reader.readNextRowGroup();
              pages != null;
              pages = reader.readNextRowGroup()) {
            RecordReader<Group> rows =
                columns.getRecordReader(pages, new GroupRecordConverter(schema));
            for (long i = 0; i < pages.getRowCount(); i++) {
              writer.write(rows.read());
            }
          }
        }
      }
      writer.close();
    }
    return List.of(target);
  }

  private void duckDb(List<Path> files) throws IOException, SQLException {
    Path target = Files.createDirectories(folder.resolve("duckdb")).resolve("rows.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("set threads = 1");
      statement.execute(
          "copy (select * from %s) to '%s' (format parquet, compression zstd)"
              .formatted(table(files), target));
    }
  }

  /** By Spark's own writer, one file each. */
  private void spark(List<Path> job, List<Path> compacted) {
    Path made = Checkout.engine("spark");
    List<String> command =
        new ArrayList<>(
            List.of(
                JavaCommand.java(),
                "-Xmx1g",
                "@" + made.resolve("conf/jvm.options"),
                "-cp",
                made.resolve("jars") + "/*",
                Checkout.root().resolve("runners/engines/spark/Rewrite.java").toString()));
    command.addAll(List.of(listed(job), folder.resolve("spark-job").toString(), "-"));
    command.addAll(
        List.of(listed(job), folder.resolve("spark-job-zstd").toString(), LIKE_THE_LAKE));
    command.addAll(List.of(listed(compacted), folder.resolve("spark-sorted").toString(), "-"));
    command.addAll(
        List.of(listed(compacted), folder.resolve("spark-sorted-zstd").toString(), LIKE_THE_LAKE));
    StartedProgram.start(
            command, Map.of("SPARK_LOCAL_IP", "127.0.0.1"), folder.resolve("spark.log"))
        .awaitSuccess(LIMIT);
  }

  private static String listed(List<Path> files) {
    return files.stream().map(Path::toString).collect(Collectors.joining(","));
  }

  /** Files, and how long each query of them has taken at best. */
  private static final class Measured {
    private final String name;
    private final long bytes;
    private final Connection duckDb;
    private final double[] millis = new double[QUERIES.size()];

    private Measured(String name, List<Path> files) throws IOException, SQLException {
      this.name = name;
      long sum = 0;
      for (Path file : files) {
        sum += Files.size(file);
      }
      bytes = sum;
      Arrays.fill(millis, Double.MAX_VALUE);
      duckDb = DriverManager.getConnection("jdbc:duckdb:");
      try (Statement statement = duckDb.createStatement()) {
        statement.execute("set threads = 1");
        statement.execute("create view rows as select * from " + table(files));
        try (ResultSet rows = statement.executeQuery("select count(*) from rows")) {
          rows.next();
          long expected = SENSORS * Duration.ofDays(1).dividedBy(INTERVAL);
          if (rows.getLong(1) != expected) {
            throw new IllegalStateException("%,d rows of %,d".formatted(rows.getLong(1), expected));
          }
        }
      }
    }

    private void query() throws SQLException {
      try (Statement statement = duckDb.createStatement()) {
        for (int i = 0; i < millis.length; i++) {
          long begin = System.nanoTime();
          try (ResultSet rows = statement.executeQuery(QUERIES.get(i))) {
            while (rows.next()) {
              rows.getObject(1);
            }
          }
          millis[i] = Math.min(millis[i], (System.nanoTime() - begin) / 1e6);
        }
      }
    }

    private String row() {
      StringBuilder row =
          new StringBuilder(String.format(Locale.ROOT, "| %s | %.1f MB |", name, bytes / 1e6));
      for (double best : millis) {
        row.append(String.format(Locale.ROOT, " %.0f ms |", best));
      }
      return row.toString();
    }

    private void close() throws SQLException {
      duckDb.close();
    }
  }

  private static String table(List<Path> files) {
    return files.stream()
        .map("'%s'"::formatted)
        .collect(Collectors.joining(", ", "read_parquet([", "], hive_partitioning = false)"));
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
    }
  }
}

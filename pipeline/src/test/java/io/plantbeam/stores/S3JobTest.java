package io.plantbeam.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.config.ServerUnavailableException;
import io.plantbeam.job.Job;
import io.plantbeam.model.Counters;
import io.plantbeam.servers.S3Server;
import io.plantbeam.telemetry.PipelineKinds;
import io.plantbeam.testing.FaultyProxy;
import io.plantbeam.testing.FaultyProxy.Fault;
import io.plantbeam.testing.SharedS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole batch jobs whose input, registry, sensor types and outputs are in an S3 store. */
class S3JobTest {
  @TempDir Path folder;

  private final String bucket = SharedS3.newBucket();
  private final Path objects = SharedS3.server().bucket(bucket);

  @BeforeEach
  void writeInput() throws IOException {
    Path in = Files.createDirectories(folder.resolve("in"));
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      lines.append(
          """
          {"sensor_id":"s-%d","timestamp":"2026-01-0%dT00:%02d:%02dZ","metric":"temperature","value":%d.5}
          """
              .formatted(i % 7, 1 + i / 1500, i / 60 % 60, i % 60, 20 + i % 13));
    }
    Files.writeString(in.resolve("a.ndjson"), lines);
    Files.writeString(in.resolve("b.ndjson"), "no message\n");
    Path registry = Files.createDirectories(folder.resolve("assets"));
    Files.writeString(registry.resolve("facilities.csv"), "facility_id,name\nplant-1,The first\n");
    Files.writeString(
        registry.resolve("sensors.csv"),
        "sensor_id,facility_id,alert_high\ns-1,plant-1,30\ns-2,plant-1,\n");
    Stores.open(SharedS3.server().options(SharedS3.server().url()));
    for (String name :
        List.of("in/a.ndjson", "in/b.ndjson", "assets/facilities.csv", "assets/sensors.csv")) {
      Stores.write("s3://%s/%s".formatted(bucket, name), Files.readAllBytes(folder.resolve(name)));
    }
  }

  @Test
  void rowsAreThoseOnDisk() throws IOException, SQLException {
    Path disk = folder.resolve("out");
    run(
        "--inputFiles=%s/in/*.ndjson".formatted(folder),
        "--assetRegistry=%s/assets".formatted(folder),
        "--output=" + disk);
    Job job = onS3(SharedS3.server().url());

    assertEquals(3000, job.accounting().count(Counters.ARCHIVED));
    assertTrue(job.accounting().balances());
    assertEquals(rows(disk), rows(objects.resolve("out")));
    assertEquals(namesOfRecords(disk), namesOfRecords(objects.resolve("out")));
    String summary = Files.readString(objects.resolve("out/summary.json"));
    assertTrue(summary.contains("secret:file:"), summary);
    assertFalse(summary.contains(S3Server.SECRET_KEY), summary);
  }

  @Test
  void repeatOverwritesItself() throws IOException {
    onS3(SharedS3.server().url());
    List<String> once = names(objects.resolve("out"));
    onS3(SharedS3.server().url());
    assertEquals(once, names(objects.resolve("out")));
  }

  @Test
  void storeThatPutsOffAndBreaksOffLosesNothing() throws IOException, SQLException {
    onS3(SharedS3.server().url());
    Map<String, String> expected = rows(objects.resolve("out"));
    deleteTree(objects.resolve("out"));
    try (FaultyProxy proxy = new FaultyProxy(SharedS3.server().port())) {
      AtomicInteger count = new AtomicInteger();
      proxy.onRequest(
          request ->
              switch (count.getAndIncrement() % 4) {
                case 0 -> Fault.s3(503, "SlowDown", "Please reduce your request rate.");
                case 2 ->
                    request.startsWith("GET ") && request.contains("a.ndjson")
                        ? Fault.cutAfter(20_000)
                        : Fault.NONE;
                default -> Fault.NONE;
              });
      Job job = onS3(proxy.url());
      assertEquals(3000, job.accounting().count(Counters.ARCHIVED));
    }
    assertEquals(expected, rows(objects.resolve("out")));
  }

  @Test
  void jobIsNotStartedWhereItCannotWrite() {
    ServerUnavailableException refused =
        assertThrows(
            ServerUnavailableException.class,
            () ->
                run(
                    Stream.concat(
                            Stream.of(
                                "--inputFiles=%s/in/a.ndjson".formatted(folder),
                                "--output=s3://no-such-bucket-of-ours/out"),
                            access(SharedS3.server().url()).stream())
                        .toArray(String[]::new)));
    assertEquals(
        "--output=s3://no-such-bucket-of-ours/out: s3://no-such-bucket-of-ours/out cannot be written to: there is no bucket no-such-bucket-of-ours at "
            + SharedS3.server().url(),
        refused.getMessage());
  }

  private Job onS3(String url) throws IOException {
    List<String> args = new ArrayList<>(access(url));
    args.add("--inputFiles=s3://%s/in/*.ndjson".formatted(bucket));
    args.add("--assetRegistry=s3://%s/assets".formatted(bucket));
    args.add("--output=s3://%s/out".formatted(bucket));
    return run(args.toArray(String[]::new));
  }

  private List<String> access(String url) {
    return SharedS3.server().options(url).entrySet().stream()
        .map(option -> "--%s=%s".formatted(option.getKey(), option.getValue()))
        .toList();
  }

  private static Job run(String... args) throws IOException {
    Job job = Job.launch(PipelineKinds.ALL.get(0), PipelineOptionsFactory.fromArgs(args).create());
    job.waitUntilFinish();
    return job;
  }

  /** Of each output its files' content, Parquet as the sorted texts of its rows. */
  private static Map<String, String> rows(Path output) throws IOException, SQLException {
    Map<String, String> rows = new TreeMap<>();
    for (String name : names(output)) {
      if (name.endsWith(".ndjson")) {
        rows.merge(
            name.substring(0, name.indexOf('/')),
            Files.readAllLines(output.resolve(name)).stream()
                // Where a message came from is another place.
                .map(line -> line.replaceAll("\"(file:|s3:|/)[^\"]*/", "\""))
                .sorted()
                .toList()
                .toString(),
            String::concat);
      }
    }
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet result =
            duckDb
                .createStatement()
                .executeQuery(
                    "SELECT * REPLACE (regexp_replace(source_file, '.*/', '') AS source_file) FROM read_parquet('%s/readings/**/*.parquet', hive_partitioning = true) ORDER BY ALL"
                        .formatted(output))) {
      StringBuilder text = new StringBuilder();
      while (result.next()) {
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          text.append(result.getString(i)).append('|');
        }
        text.append('\n');
      }
      rows.put("readings", text.toString());
    }
    return rows;
  }

  /** Without dead letters, whose ids tell where they came from, as the records of runs do. */
  private static List<String> namesOfRecords(Path output) throws IOException {
    return names(output).stream()
        .filter(name -> !name.startsWith("dead-letters/") && !name.contains("/_plantbeam/"))
        .toList();
  }

  private static List<String> names(Path output) throws IOException {
    try (Stream<Path> files = Files.walk(output)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> output.relativize(file).toString())
          .filter(name -> !name.equals("summary.json") && !name.endsWith(".crc"))
          .sorted()
          .toList();
    }
  }

  private static void deleteTree(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

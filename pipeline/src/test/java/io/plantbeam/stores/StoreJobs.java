package io.plantbeam.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.config.ServerUnavailableException;
import io.plantbeam.job.Job;
import io.plantbeam.lake.store.LakeDirectory;
import io.plantbeam.lake.store.LakeDirectory.StoredFile;
import io.plantbeam.lake.upkeep.CompactLake;
import io.plantbeam.lake.upkeep.ExpireLake;
import io.plantbeam.lake.upkeep.VerifyLake;
import io.plantbeam.model.Counters;
import io.plantbeam.telemetry.PipelineKinds;
import io.plantbeam.testing.FaultyProxy;
import io.plantbeam.testing.FaultyProxy.Fault;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole batch jobs whose input, registry and outputs are in a store, and the same on disk. */
abstract class StoreJobs {
  /** When the days of the input are over. */
  private static final Instant LATER = Instant.parse("2026-01-05T00:00:00Z");

  @TempDir Path folder;

  /** The URI of a new bucket, without a slash at its end. */
  private final String bucket = newBucket();

  /** Makes a bucket that no other test has, and returns its URI. */
  abstract String newBucket();

  /** The port of the server. */
  abstract int port();

  /** The options by which the store is reached at an address, by name. */
  abstract Map<String, String> options(String url) throws IOException;

  /** What nothing may show. */
  abstract String secret();

  /** What the store answers where it has too much to do. */
  abstract Fault busy();

  /** A bucket that is not there, and what is said of it. */
  abstract Map.Entry<String, String> missingBucket(String url);

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
    Stores.open(options(url()));
    for (String name :
        List.of("in/a.ndjson", "in/b.ndjson", "assets/facilities.csv", "assets/sensors.csv")) {
      Stores.write("%s/%s".formatted(bucket, name), Files.readAllBytes(folder.resolve(name)));
    }
  }

  @Test
  void rowsAreThoseOnDisk() throws IOException, SQLException {
    Path disk = folder.resolve("out");
    run(
        "--inputFiles=%s/in/*.ndjson".formatted(folder),
        "--assetRegistry=%s/assets".formatted(folder),
        "--output=" + disk);
    Job job = inStore(url());

    assertEquals(3000, job.accounting().count(Counters.ARCHIVED));
    assertTrue(job.accounting().balances());
    assertEquals(rows(disk), rows(fetched()));
    assertEquals(namesOfRecords(disk), namesOfRecords(fetched()));
    String summary = Files.readString(fetched().resolve("summary.json"));
    assertTrue(summary.contains("secret:file:"), summary);
    assertFalse(summary.contains(secret()), summary);
  }

  @Test
  void repeatOverwritesItselfAndReplacesWhatOtherOptionsGave() throws IOException {
    inStore(url(), "in/a.ndjson", "--windowSize=20m", "--windowPeriod=20m");
    List<String> others = statistics(fetched());
    inStore(url(), "in/*.ndjson", "--overlap=replace");
    List<String> once = names(fetched());
    assertEquals(1, statistics(fetched()).size());
    assertNotEquals(others, statistics(fetched()));
    inStore(url());
    assertEquals(once, names(fetched()));
  }

  private static List<String> statistics(Path output) throws IOException {
    return names(output).stream().filter(name -> name.startsWith("window-stats/")).toList();
  }

  @Test
  void storeThatPutsOffAndBreaksOffLosesNothing() throws IOException, SQLException {
    inStore(url());
    Map<String, String> expected = rows(fetched());
    FileSystems.delete(
        FileSystems.match(bucket + "/out/**").metadata().stream()
            .map(MatchResult.Metadata::resourceId)
            .toList());
    assertEquals(
        List.of(), FileSystems.match(bucket + "/out/**", EmptyMatchTreatment.ALLOW).metadata());
    try (FaultyProxy proxy = new FaultyProxy(port())) {
      AtomicInteger count = new AtomicInteger();
      AtomicInteger reads = new AtomicInteger();
      proxy.onRequest(
          request -> {
            boolean isRead =
                request.startsWith("GET ")
                    && request.contains("a.ndjson")
                    && !request.contains("fields=");
            if (isRead && reads.getAndIncrement() == 0) {
              return Fault.cutAfter(100_000);
            }
            // A client waits before it asks again, up to a second each time.
            return count.getAndIncrement() % 12 == 0 ? busy() : Fault.NONE;
          });
      Job job = inStore(proxy.url());
      assertEquals(3000, job.accounting().count(Counters.ARCHIVED));
      assertTrue(count.get() > 24, count::toString);
      assertTrue(reads.get() > 1, reads::toString);
    }
    assertEquals(expected, rows(fetched()));
  }

  @Test
  void lakeOfTwoRunsIsCompactedAndItsDaysGo() throws IOException, SQLException {
    inStore(url());
    Stores.write(
        bucket + "/more/c.ndjson",
        Files.readString(folder.resolve("in/a.ndjson"))
            .replace("\"s-", "\"r-")
            .getBytes(StandardCharsets.UTF_8));
    inStore(url(), "more/*.ndjson");
    String before = rows(fetched()).get("readings");
    LakeDirectory lake = LakeDirectory.of(bucket + "/out/readings");
    List<String> folders = lake.readings().stream().map(StoredFile::folder).distinct().toList();
    assertTrue(lake.readings().size() > folders.size(), () -> folders.toString());

    new CompactLake(lake, List.of(), Duration.ofDays(1), said -> {}).run(LATER, false);

    assertEquals(before, rows(fetched()).get("readings"));
    assertEquals(folders, lake.readings().stream().map(StoredFile::folder).toList());
    assertEquals(List.of(), new VerifyLake(lake, said -> {}).run(OptionalLong.of(6000)).problems());

    new ExpireLake(lake, List.of(), Duration.ofDays(1), said -> {}).run(LATER, false);
    assertEquals(List.of(), lake.readings());
  }

  @Test
  void jobIsNotStartedWhereItCannotWrite() throws IOException {
    Map.Entry<String, String> missing = missingBucket(url());
    List<String> args = new ArrayList<>(access(url()));
    args.add("--inputFiles=%s/in/a.ndjson".formatted(folder));
    args.add("--output=%s/out".formatted(missing.getKey()));
    ServerUnavailableException refused =
        assertThrows(ServerUnavailableException.class, () -> run(args.toArray(String[]::new)));
    assertEquals(
        "--output=%1$s/out: %1$s/out cannot be written to: %2$s"
            .formatted(missing.getKey(), missing.getValue()),
        refused.getMessage());
  }

  private String url() {
    return "http://127.0.0.1:" + port();
  }

  private Job inStore(String url) throws IOException {
    return inStore(url, "in/*.ndjson");
  }

  private Job inStore(String url, String input, String... more) throws IOException {
    List<String> args = new ArrayList<>(access(url));
    args.add("--inputFiles=%s/%s".formatted(bucket, input));
    args.add("--assetRegistry=%s/assets".formatted(bucket));
    args.add("--output=%s/out".formatted(bucket));
    args.addAll(List.of(more));
    return run(args.toArray(String[]::new));
  }

  private List<String> access(String url) throws IOException {
    return options(url).entrySet().stream()
        .map(option -> "--%s=%s".formatted(option.getKey(), option.getValue()))
        .toList();
  }

  /** The reference to a secret. */
  final String secret(String name, String value) throws IOException {
    return "secret:file:" + Files.writeString(folder.resolve(name), value);
  }

  /** A copy on disk of all outputs. */
  private Path fetched() throws IOException {
    // A job before may have gone by a proxy that is closed now.
    Stores.open(options(url()));
    Path copy = Files.createTempDirectory(folder, "fetched");
    String out = bucket + "/out/";
    for (MatchResult.Metadata object : FileSystems.match(out + "**").metadata()) {
      Path file = copy.resolve(object.resourceId().toString().substring(out.length()));
      Files.createDirectories(file.getParent());
      try (ReadableByteChannel channel = Stores.open(object.resourceId().toString())) {
        Files.copy(Channels.newInputStream(channel), file);
      }
    }
    return copy;
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
                .map(line -> line.replaceAll("\"(file:|[a-z0-9]+:/|/)[^\"]*/", "\""))
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
}

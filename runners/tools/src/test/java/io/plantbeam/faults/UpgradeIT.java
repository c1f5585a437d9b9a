package io.plantbeam.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.plantbeam.reference.ReferenceComparison;
import io.plantbeam.reference.ReferenceSettings;
import io.plantbeam.servers.ClusterDirectory;
import io.plantbeam.servers.KafkaServer;
import io.plantbeam.testing.Await;
import io.plantbeam.tools.cluster.FlinkCluster;
import io.plantbeam.tools.cluster.SharedFlink;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A job starts from the savepoint of a release and goes on with its state: windows that are half
 * full, identities of readings, episodes of alerts, states of detectors, files that are not written
 * yet. All that comes out at the end is what an undisturbed job puts out.
 *
 * <p>The savepoint, in Flink's canonical format, was written by this test, run with the release's
 * JAR and {@code -Dplantbeam.savepoint.write=true}.
 */
class UpgradeIT {
  private static final Path SAVEPOINT =
      Path.of("src/test/resources/io/plantbeam/faults/savepoint.zip").toAbsolutePath();

  /** The place of the broker is part of a savepoint, because the source is. */
  private static final int KAFKA_PORT = 29392;

  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final Duration STEP = Duration.ofSeconds(1);
  private static final int LARGEST_SAVEPOINT = 200_000;
  private static final String TOPIC = "readings";

  private static final Load LOAD = new Load(20, 200);

  /**
   * A reading of the steps before is sent again after it, sensor s-013's episode goes on, and no
   * file has been completed.
   */
  private static final int STEPS_BEFORE = 36;

  /** Those of before have no event time that could hold them back, and may be in files already. */
  private static final List<String> DEAD_LETTERS = LOAD.unreadable(STEPS_BEFORE, LOAD.steps());

  private static Path folder;
  private static KafkaServer kafka;
  private static FlinkCluster flink;
  private static LoadProducer producer;
  private static String jobId;

  @BeforeAll
  static void startServers() throws IOException {
    Path parent = Files.createDirectories(Path.of("target/faults").toAbsolutePath());
    folder = Files.createTempDirectory(parent, "upgrade-");
    kafka =
        new KafkaServer(
            new ClusterDirectory(folder.resolve("kafka")),
            KAFKA_PORT,
            List.of(TOPIC),
            Load.PARTITIONS);
    kafka.start();
    flink = SharedFlink.cluster();
    producer = new LoadProducer(kafka.bootstrapServers(), TOPIC, LOAD, 200);
  }

  @AfterAll
  static void stopServers() {
    if (producer != null) {
      producer.close();
    }
    if (jobId != null) {
      flink.cancelIfRunning(jobId);
    }
    kafka.stop();
  }

  @Test
  void stateOfASavepointGoesOn() throws Exception {
    Undisturbed undisturbed = Undisturbed.run(LOAD, folder, "--scores=true");
    producer.release(STEPS_BEFORE);
    producer.awaitStored(STEPS_BEFORE);
    if (Boolean.getBoolean("plantbeam.savepoint.write")) {
      pack(savepoint(undisturbed));
    }

    Path output = folder.resolve("output");
    jobId = flink.submitFrom(unpack().toUri().toString(), arguments(output));
    flink.awaitRunning(jobId, LIMIT);
    producer.release(LOAD.steps());
    producer.sendClosing();

    OutputContents expected =
        new OutputContents()
            .with("readings", LOAD.readingsBefore(Instant.MAX))
            .with("window-stats", undisturbed.windows())
            .with("anomalies", undisturbed.anomalies())
            .with("alerts", undisturbed.alerts())
            .with("scores", undisturbed.scores())
            .with("dead-letters", DEAD_LETTERS);
    Await.holdsWithin(LIMIT, STEP, () -> find(output).areAsManyAs(expected));
    find(output).assertEqual(expected);
  }

  /** Runs the job on the first steps, and stops it. */
  private static String savepoint(Undisturbed undisturbed) {
    String first = flink.submit(arguments(folder.resolve("output-before")));
    flink.awaitRunning(first, LIMIT);
    long readings =
        Stream.iterate(0, step -> step + 1)
            .limit(STEPS_BEFORE)
            // One of each step is not readable.
            .mapToLong(step -> LOAD.messages(step).size() - 1)
            .sum();
    Instant watermark = LOAD.reachedAfter(STEPS_BEFORE).minus(Duration.ofMinutes(1));
    long windows =
        undisturbed.windows().stream()
            .filter(window -> !Instant.parse(window.path("window_end").asText()).isAfter(watermark))
            .count();
    awaitCounter(first, "readings", readings);
    awaitCounter(first, "windows", windows);
    awaitCounter(first, "alerts", 1);
    return flink.stopWithSavepoint(first);
  }

  private static void awaitCounter(String job, String name, long value) {
    Await.until(
        LIMIT,
        () -> flink.counter(job, name).orElse(0) >= value,
        () -> {
          OptionalLong found = flink.counter(job, name);
          return "%s is %s, not %d: %s".formatted(name, found, value, flink.failure(job));
        });
  }

  private static List<String> arguments(Path output) {
    Path consumer = folder.resolve("consumer.properties");
    try {
      Files.writeString(consumer, "group.id=upgrade\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.of(
        "--streaming=true",
        "--parallelism=1",
        "--checkpointingInterval=2000",
        "--bootstrapServers=" + kafka.bootstrapServers(),
        "--inputTopics=" + TOPIC,
        "--consumerConfig=" + consumer,
        "--idleAfter=1h",
        "--maxOutOfOrderness=1m",
        "--assetRegistry=" + Undisturbed.registry(folder),
        ReferenceSettings.allAlert(folder),
        "--output=" + output,
        "--lakeInterval=1h",
        "--scores=true");
  }

  private static OutputContents find(Path output) {
    try {
      return new OutputContents()
          .with("readings", LakeReadings.before(output.resolve("readings"), Instant.MAX))
          .with("window-stats", records(output, "window-stats"))
          .with("anomalies", records(output, "anomalies"))
          .with("alerts", records(output, "alerts"))
          .with("scores", records(output, "scores"))
          .with(
              "dead-letters",
              records(output, "dead-letters").stream()
                  .map(letter -> letter.path("payload").asText())
                  .filter(DEAD_LETTERS::contains)
                  .toList());
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("outputs cannot be read", e);
    }
  }

  private static List<JsonNode> records(Path output, String name) throws IOException {
    return ReferenceComparison.records(output.resolve(name)).stream()
        .filter(record -> !record.path("sensor_id").asText().startsWith("closing"))
        .toList();
  }

  private static void pack(String savepoint) throws IOException {
    Path directory = Path.of(savepoint.replaceFirst("^file:/*", "/"));
    Files.createDirectories(SAVEPOINT.getParent());
    try (OutputStream out = Files.newOutputStream(SAVEPOINT);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        zip.putNextEntry(new ZipEntry(file.getFileName().toString()));
        Files.copy(file, zip);
      }
    }
    long size = Files.size(SAVEPOINT);
    assertTrue(size < LARGEST_SAVEPOINT, () -> "the savepoint has %d bytes".formatted(size));
  }

  private static Path unpack() throws IOException {
    Path directory = Files.createDirectories(folder.resolve("savepoint"));
    try (ZipFile zip = new ZipFile(SAVEPOINT.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        Files.copy(zip.getInputStream(entry), directory.resolve(entry.getName()));
      }
    }
    return directory;
  }
}

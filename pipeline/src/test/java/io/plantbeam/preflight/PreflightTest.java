package io.plantbeam.preflight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.embedded.EmbeddedKafka;
import io.plantbeam.job.JobSettings;
import io.plantbeam.job.JobSettingsReader;
import io.plantbeam.job.SourceFile;
import io.plantbeam.kafka.KafkaCluster;
import io.plantbeam.kafka.KafkaTopics;
import io.plantbeam.lake.runs.Overlap;
import io.plantbeam.lake.runs.RunRecords;
import io.plantbeam.lake.store.LakeDirectory;
import io.plantbeam.telemetry.PipelineKinds;
import io.plantbeam.testing.ElasticsearchServer;
import io.plantbeam.testing.SharedKafka;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each check, against a real broker and a real Elasticsearch, and against what is not there. */
class PreflightTest {
  private static final EmbeddedKafka BROKER = SharedKafka.broker();

  @TempDir Path folder;
  private Path output;
  private Path registry;

  @BeforeEach
  void prepare() throws IOException {
    output = folder.resolve("plant/out");
    registry = Files.createDirectory(folder.resolve("registry"));
    Files.writeString(registry.resolve("facilities.ndjson"), "{\"facility_id\":\"f-1\"}\n");
    Files.writeString(
        registry.resolve("sensors.ndjson"), "{\"sensor_id\":\"a\"}\n{\"sensor_id\":\"b\"}\n");
  }

  @Test
  void everythingThatAJobNeedsIsThere() throws IOException {
    String topic = SharedKafka.newTopic("preflight", 3);
    SharedKafka.send(topic, 1, "a reading");
    String dead = SharedKafka.newTopic("preflight-dead", 1);
    String alerts = "preflight-alerts-" + UUID.randomUUID();
    String url = ElasticsearchServer.shared().url();

    List<Finding> findings =
        preflight(
            OptionalInt.of(2),
            Duration.ofSeconds(20),
            "--bootstrapServers=" + BROKER.bootstrapServers(),
            "--inputTopics=" + topic,
            "--alertsTopic=" + alerts,
            "--deadLetterTopic=" + dead,
            "--assetRegistry=" + registry,
            "--elasticsearchUrls=" + url);

    assertEquals(
        List.of(
            "\u2713 --assetRegistry=%s: parses, with 1 facilities and 2 sensors"
                .formatted(registry),
            "\u2713 --inputTopics=%s: %s exists, with 3 partitions in all".formatted(topic, topic),
            "\u2713 parallelism 2: the topics have 3 partitions, so every reader has one or more",
            "\u2713 clock: no record of the topics has a timestamp ahead of this machine's clock by more than 30s",
            "\u2713 --alertsTopic=%s: does not exist yet, and may be created".formatted(alerts),
            "\u2713 --deadLetterTopic=%s: exists".formatted(dead),
            "\u2713 --output=%s: the lake can be written".formatted(output),
            "\u2713 --elasticsearchUrls=%s: answers, and is version 8.19.21".formatted(url),
            "\u2713 clock: Elasticsearch's and this machine's are 0s apart"),
        findings.stream().map(Finding::toString).toList());
    assertFalse(Files.exists(folder.resolve("plant")), "what was tried out is still there");
    try (KafkaCluster cluster = KafkaCluster.connect(BROKER.bootstrapServers(), Map.of())) {
      assertFalse(new KafkaTopics(cluster).names().contains(alerts), "the topic was created");
    }
  }

  @Test
  void allChecksRunAlthoughNoServerAnswers() throws IOException {
    int port = deadPort();
    List<Finding> findings =
        preflight(
            OptionalInt.empty(),
            Duration.ofSeconds(2),
            "--bootstrapServers=localhost:" + port,
            "--inputTopics=readings",
            "--alertsTopic=alerts",
            "--assetRegistry=" + registry,
            "--elasticsearchUrls=http://localhost:" + port);

    assertEquals(List.of(true, false, false, false, true, false, false), passed(findings));
    assertTrue(
        sentences(findings).get(1).startsWith("--inputTopics=readings: no "), findings.toString());
    assertTrue(
        sentences(findings)
            .get(5)
            .startsWith(
                "--elasticsearchUrls=http://localhost:%d: cannot be reached (".formatted(port)),
        findings.toString());
  }

  @Test
  void topicThatIsMissingAndTopicThatMayNotBeCreated() {
    // Brokers have no two topics whose metrics would have the same name.
    String colliding = SharedKafka.newTopic("preflight.taken", 1).replace('.', '_');
    List<Finding> findings =
        preflight(
            OptionalInt.of(2),
            Duration.ofSeconds(20),
            "--bootstrapServers=" + BROKER.bootstrapServers(),
            "--inputTopics=nowhere",
            "--deadLetterTopic=" + colliding);

    assertEquals(List.of(false, false, false, false, true), passed(findings));
    assertTrue(
        sentences(findings)
            .get(0)
            .startsWith(
                "--inputTopics=nowhere: nowhere does not exist on " + BROKER.bootstrapServers()),
        findings.toString());
    assertTrue(
        sentences(findings)
            .get(3)
            .startsWith("--deadLetterTopic=%s: the Kafka brokers at ".formatted(colliding)),
        findings.toString());
  }

  @Test
  void moreReadersThanPartitionsIsACross() {
    String topic = SharedKafka.newTopic("preflight-narrow", 1);
    List<Finding> findings =
        preflight(
            OptionalInt.of(4),
            Duration.ofSeconds(20),
            "--bootstrapServers=" + BROKER.bootstrapServers(),
            "--inputTopicPattern=" + topic);

    assertEquals(
        new Finding(
            false,
            "parallelism 4: the topics have 1 partition, so 3 of the readers have nothing to read; set parallelism to 1, or add partitions"),
        findings.get(1));
  }

  @Test
  void recordFromTheFutureIsACross() throws ExecutionException, InterruptedException {
    String topic = SharedKafka.newTopic("preflight-future", 2);
    try (KafkaProducer<String, String> producer =
        SharedKafka.producer(BROKER.bootstrapServers(), Map.of())) {
      long soon = System.currentTimeMillis() + Duration.ofMinutes(10).toMillis();
      producer.send(new ProducerRecord<>(topic, 1, soon, null, "{}")).get();
    }
    List<Finding> findings =
        preflight(
            OptionalInt.empty(),
            Duration.ofSeconds(20),
            "--bootstrapServers=" + BROKER.bootstrapServers(),
            "--inputTopics=" + topic,
            "--maxOutOfOrderness=1m");

    String sentence = findings.get(1).sentence();
    assertFalse(findings.get(1).passed());
    assertTrue(
        sentence.matches(
            "clock: the newest record of the topics has a timestamp (10m|59\\ds) ahead of this machine's clock; allowed are 1m \\(--maxOutOfOrderness\\), so set the clock here or that of the sender"),
        sentence);
  }

  @Test
  void lakeThatCannotBeWrittenIsACross() throws IOException {
    Path messages = Files.writeString(folder.resolve("a.ndjson"), "{}\n");
    Files.createDirectories(output);
    Files.writeString(output.resolve("readings"), "a file where a directory has to be");
    List<Finding> findings =
        preflight(OptionalInt.empty(), Duration.ofSeconds(20), "--inputFiles=" + messages);

    assertEquals(List.of(false, true), passed(findings));
    String sentence = findings.get(0).sentence();
    assertTrue(
        sentence.startsWith(
            "--output=%s: a file cannot be written there (%s/readings/.preflight-"
                .formatted(output, output)),
        sentence);
  }

  @Test
  void filesThatAreThereStay() throws IOException {
    Path messages = Files.writeString(folder.resolve("a.ndjson"), "{}\n");
    Files.createDirectories(output.resolve("readings"));
    Files.writeString(output.resolve("readings/kept.parquet"), "rows");

    assertEquals(
        List.of(true, true),
        passed(preflight(OptionalInt.empty(), Duration.ofSeconds(20), "--inputFiles=" + messages)));
    try (Stream<Path> files = Files.list(output.resolve("readings"))) {
      assertEquals(List.of(output.resolve("readings/kept.parquet")), files.toList());
    }
  }

  @Test
  void readingsThatAreThereAlreadyAreACross() throws IOException {
    Path messages = Files.writeString(folder.resolve("a.ndjson"), "{}\n");
    LakeDirectory lake = LakeDirectory.of(output.resolve("readings").toString());
    SourceFile earlier = new SourceFile(messages.toString(), 1, 0);
    RunRecords records = new RunRecords(lake);
    records.complete(
        Overlap.check(lake, output.toString(), "telemetry", List.of(earlier), false),
        List.of(),
        List.of());

    Finding refused =
        preflight(OptionalInt.empty(), Duration.ofSeconds(20), "--inputFiles=" + messages).get(1);
    assertFalse(refused.passed());
    assertEquals(
        "--output=%s: holds readings of %s from an earlier run, which would be there twice; give another --output, or --overlap=replace, by which this run takes the place of that one"
            .formatted(output, messages),
        refused.sentence());
    Finding replaces =
        preflight(
                OptionalInt.empty(),
                Duration.ofSeconds(20),
                "--inputFiles=" + messages,
                "--overlap=replace")
            .get(1);
    assertEquals(
        "--output=%s: takes the place of 1 earlier run".formatted(output), replaces.sentence());
    assertEquals(1, records.all().size());
  }

  private List<Finding> preflight(OptionalInt readers, Duration limit, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    if (all.stream().noneMatch(option -> option.startsWith("--output="))) {
      all.add("--output=" + output);
    }
    JobSettings settings =
        JobSettingsReader.read(
            PipelineKinds.TELEMETRY,
            PipelineOptionsFactory.fromArgs(all.toArray(String[]::new)).create());
    return new Preflight(settings.checks(readers, limit), limit).run();
  }

  private static List<Boolean> passed(List<Finding> findings) {
    return findings.stream().map(Finding::passed).toList();
  }

  private static List<String> sentences(List<Finding> findings) {
    return findings.stream().map(Finding::sentence).toList();
  }

  private static int deadPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

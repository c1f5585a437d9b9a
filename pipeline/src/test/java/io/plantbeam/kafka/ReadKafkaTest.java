package io.plantbeam.kafka;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.config.PropertiesFile;
import io.plantbeam.job.EngineOptions;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.RawMessage;
import io.plantbeam.testing.Await;
import io.plantbeam.testing.LoggedWarnings;
import io.plantbeam.testing.RunningPipeline;
import io.plantbeam.testing.SharedKafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadKafkaTest {
  @TempDir Path directory;

  @Test
  void recordsOfSeveralTopicsComeOutWithTheirPositions() {
    String first = SharedKafka.newTopic("read", 2);
    String second = SharedKafka.newTopic("read", 1);
    SharedKafka.send(first, 0, "1 a", "2 b");
    SharedKafka.send(first, 1, "3 c");
    SharedKafka.send(second, 0, "4 d");

    try (RunningPipeline<RawMessage> job = read(TestSettings.of(first, second))) {
      job.await(output -> output.size() >= 4);

      assertEquals(
          Map.of(
              new MessagePosition(Origin.ofPartition(first, 0), 0), "1 a",
              new MessagePosition(Origin.ofPartition(first, 0), 1), "2 b",
              new MessagePosition(Origin.ofPartition(first, 1), 0), "3 c",
              new MessagePosition(Origin.ofPartition(second, 0), 0), "4 d"),
          job.output().stream()
              .collect(Collectors.toMap(RawMessage::position, ReadKafkaTest::text)));
    }
  }

  @Test
  void tombstoneIsAnEmptyMessageAndWhatIsTooLargeIsCut() {
    String topic = "large-" + UUID.randomUUID();
    SharedKafka.broker().createTopic(topic, 1, Map.of("max.message.bytes", "4000000"));
    int length = RawMessage.MAX_PAYLOAD_BYTES + 1;
    SharedKafka.send(topic, 0, null, "x".repeat(length));

    try (RunningPipeline<RawMessage> job = read(TestSettings.of(topic))) {
      List<RawMessage> messages = job.await(output -> output.size() >= 2);

      Origin origin = Origin.ofPartition(topic, 0);
      assertEquals(
          Set.of(
              new RawMessage(new byte[0], 0, new MessagePosition(origin, 0), RawMessage.NO_ARRIVAL),
              new RawMessage(
                  "x".repeat(RawMessage.KEPT_BYTES).getBytes(StandardCharsets.UTF_8),
                  length,
                  new MessagePosition(origin, 1),
                  RawMessage.NO_ARRIVAL)),
          Set.copyOf(messages));
    }
  }

  @Test
  void keysAndHeadersComeWithMessagesWhereTheyAreAskedFor() throws Exception {
    String topic = SharedKafka.newTopic("headers", 1);
    try (KafkaProducer<String, String> producer =
        SharedKafka.producer(SharedKafka.broker().bootstrapServers(), Map.of())) {
      ProducerRecord<String, String> record = new ProducerRecord<>(topic, 0, "pump-1", "1 a");
      record.headers().add("unit", "bar".getBytes(StandardCharsets.UTF_8));
      producer.send(record).get();
    }
    try (RunningPipeline<RawMessage> job =
        RunningPipeline.start(
            pipeline ->
                pipeline
                    .apply(
                        "Read",
                        ReadKafka.of(TestSettings.of(topic), TextEventTime::of)
                            .withKeyAndHeaders(true))
                    .apply("Each", Flatten.iterables()))) {
      RawMessage message = job.await(output -> !output.isEmpty()).get(0);
      assertEquals("pump-1", new String(message.key(), StandardCharsets.UTF_8));
      assertEquals("bar", new String(message.header("unit"), StandardCharsets.UTF_8));
    }
    try (RunningPipeline<RawMessage> job = read(TestSettings.of(topic))) {
      assertNull(job.await(output -> !output.isEmpty()).get(0).attributes());
    }
  }

  @Test
  void saslAndTlsComeFromThePropertiesFile() throws Exception {
    String topic = SharedKafka.newTopic("sasl", 1);
    SharedKafka.send(topic, 0, "1 secured");
    KafkaSettings plain = TestSettings.of(topic);
    Map<String, String> properties = new HashMap<>(saslPropertiesFromFile());
    properties.put("group.id", plain.groupId());
    KafkaSettings secured =
        new KafkaSettings(
            SharedKafka.broker().saslBootstrapServers(),
            plain.topics(),
            StartFrom.EARLIEST,
            properties,
            Map.of(),
            Duration.ZERO,
            Duration.ofHours(1));
    try (KafkaCluster cluster = KafkaCluster.connect(secured.bootstrapServers(), properties)) {
      assertTrue(new KafkaTopics(cluster).problemWith(secured.topics()).isEmpty());
      StartOffsets.apply(cluster, secured);
    }

    try (RunningPipeline<RawMessage> job = read(secured)) {
      assertEquals("1 secured", text(job.await(output -> !output.isEmpty()).get(0)));
    }
  }

  @Test
  void secretsShowNeitherInDisplayDataNorInTexts() throws Exception {
    Map<String, String> properties = saslPropertiesFromFile();
    KafkaSettings settings =
        new KafkaSettings(
            SharedKafka.broker().saslBootstrapServers(),
            List.of("some-topic"),
            StartFrom.COMMITTED,
            properties,
            properties,
            Duration.ZERO,
            Duration.ofHours(1));
    Pipeline pipeline = Pipeline.create();
    pipeline.apply("Read", ReadKafka.of(settings, TextEventTime::of));
    StringBuilder shown = new StringBuilder(settings.toString());
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public CompositeBehavior enterCompositeTransform(TransformHierarchy.Node node) {
            show(node);
            return CompositeBehavior.ENTER_TRANSFORM;
          }

          @Override
          public void visitPrimitiveTransform(TransformHierarchy.Node node) {
            show(node);
          }

          private void show(TransformHierarchy.Node node) {
            if (node.getTransform() != null) {
              shown.append(DisplayData.from(node.getTransform()).asMap().values());
              shown.append(node.getTransform());
            }
          }
        });

    assertTrue(shown.toString().contains("some-topic"), "the topic shows: " + shown);
    for (String secret :
        List.of("a-secret-of-the-tests", "PlainLoginModule", properties.get("sasl.mechanism"))) {
      assertFalse(shown.toString().contains(secret), secret + " shows in " + shown);
    }
  }

  @Test
  void recordsOfAbortedTransactionsAreNotRead() {
    String topic = SharedKafka.newTopic("transactions", 1);
    sendTransaction(topic, true, "1 aborted");
    sendTransaction(topic, false, "2 committed");

    try (RunningPipeline<RawMessage> job = read(TestSettings.of(topic))) {
      List<RawMessage> messages = job.await(output -> !output.isEmpty());
      assertEquals(List.of("2 committed"), messages.stream().map(ReadKafkaTest::text).toList());
      assertEquals(2, messages.get(0).position().offset());
    }
  }

  @Test
  void restartedJobGoesOnFromTheCommittedOffset() {
    String topic = SharedKafka.newTopic("restart", 1);
    TopicPartition partition = new TopicPartition(topic, 0);
    KafkaSettings settings = TestSettings.of(topic);
    AtomicInteger sent = new AtomicInteger();
    long committed;
    long sentBefore;
    try (KafkaCluster cluster = KafkaCluster.connect(settings.bootstrapServers(), Map.of())) {
      try (RunningPipeline<RawMessage> job = read(settings)) {
        // The Direct runner finalises a bundle when it has read the next, and now and then closes
        // the reader that would commit it.
        Await.until(
            Duration.ofSeconds(20),
            () -> {
              sendNext(topic, sent);
              return new KafkaOffsets(cluster)
                      .committed(settings.groupId())
                      .getOrDefault(partition, 0L)
                  > 0;
            },
            () -> "nothing was committed of " + job.output().size() + " messages");
        committed = new KafkaOffsets(cluster).committed(settings.groupId()).get(partition);
      }
      sentBefore = sent.get();
      sendNext(topic, sent);
    }

    try (RunningPipeline<RawMessage> job = read(settings)) {
      long last = sent.get() - 1L;
      job.await(output -> output.stream().anyMatch(m -> m.position().offset() == last));
      long[] offsets =
          job.output().stream().mapToLong(m -> m.position().offset()).sorted().toArray();
      long first = offsets[0];
      // The first job may have committed more while it was stopped.
      assertTrue(
          committed <= first && first <= sentBefore,
          () -> "from %d, with %d committed of %d".formatted(first, committed, sentBefore));
      assertArrayEquals(LongStream.rangeClosed(first, last).toArray(), offsets);
    }
  }

  @Test
  void nothingIsCommittedWhereTheRunnerKeepsNothing() {
    String topic = SharedKafka.newTopic("forgets", 1);
    KafkaSettings settings = TestSettings.of(topic);
    AtomicInteger sent = new AtomicInteger();
    try (KafkaCluster cluster = KafkaCluster.connect(settings.bootstrapServers(), Map.of());
        LoggedWarnings warnings = LoggedWarnings.of(ReadKafka.class);
        RunningPipeline<RawMessage> job =
            RunningPipeline.start(
                pipeline -> {
                  pipeline.getOptions().as(EngineOptions.class).setForgetsState(true);
                  return pipeline
                      .apply("Read", ReadKafka.of(settings, TextEventTime::of))
                      .apply("Each", Flatten.iterables());
                })) {
      // Several bundles, each of which would have been finalised with the next.
      for (int bundle = 1; bundle <= 20; bundle++) {
        sendNext(topic, sent);
        job.await(output -> output.size() == sent.get());
      }
      assertEquals(Map.of(), new KafkaOffsets(cluster).committed(settings.groupId()));
      assertTrue(warnings.texts().get(0).contains(settings.groupId()), warnings.texts().toString());
    }
  }

  @Test
  void whatKafkaDeletedBeforeItWasReadIsWarnedOf() throws Exception {
    String topic = SharedKafka.newTopic("deleted", 1);
    TopicPartition partition = new TopicPartition(topic, 0);
    KafkaSettings settings = TestSettings.of(topic);
    SharedKafka.send(topic, 0, numbered(0, 10));
    try (KafkaCluster cluster = KafkaCluster.connect(settings.bootstrapServers(), Map.of());
        Admin admin = Admin.create(Map.of("bootstrap.servers", settings.bootstrapServers()))) {
      new KafkaOffsets(cluster).commit(settings.groupId(), Map.of(partition, 2L));
      admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(7))).all().get();
    }

    try (LoggedWarnings warnings = LoggedWarnings.of(GapReportingConsumer.class);
        RunningPipeline<RawMessage> job = read(settings)) {
      job.await(output -> output.size() >= 3);
      assertEquals(
          List.of(7L, 8L, 9L),
          job.output().stream().map(m -> m.position().offset()).sorted().toList());
      assertEquals(
          List.of(
              "Lost: Kafka deleted offsets 2 to 6 of %s before they were read. Was the job further behind than the retention is long?"
                  .formatted(partition)),
          warnings.texts());
    }
  }

  /** Sends 50 more records. */
  private static void sendNext(String topic, AtomicInteger sent) {
    int from = sent.getAndAdd(50);
    SharedKafka.send(topic, 0, numbered(from, from + 50));
  }

  private Map<String, String> saslPropertiesFromFile() throws Exception {
    Path file = directory.resolve("client.properties");
    Properties properties = new Properties();
    properties.putAll(SharedKafka.broker().saslClientProperties());
    try (var writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
    return PropertiesFile.load(file.toString());
  }

  @SuppressWarnings("FutureReturnValueIgnored") // Committing throws what sending met.
  static void sendTransaction(String topic, boolean abort, String... values) {
    try (KafkaProducer<String, String> producer =
        SharedKafka.producer(
            SharedKafka.broker().bootstrapServers(),
            Map.of("transactional.id", UUID.randomUUID().toString()))) {
      producer.initTransactions();
      producer.beginTransaction();
      for (String value : values) {
        producer.send(new ProducerRecord<>(topic, 0, null, value));
      }
      producer.flush();
      if (abort) {
        producer.abortTransaction();
      } else {
        producer.commitTransaction();
      }
    } catch (ProducerFencedException e) {
      throw new AssertionError("no other producer has this id", e);
    }
  }

  private static RunningPipeline<RawMessage> read(KafkaSettings settings) {
    return RunningPipeline.start(
        pipeline ->
            pipeline
                .apply("Read", ReadKafka.of(settings, TextEventTime::of))
                .apply("Each", Flatten.iterables()));
  }

  private static String[] numbered(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> (1_000 + i) + " n").toArray(String[]::new);
  }

  private static String text(RawMessage message) {
    return new String(message.payload(), StandardCharsets.UTF_8);
  }
}
